//! Parts that know nothing of annotations.

mod dialog;
mod icon;
mod shared;
mod text_field;

pub use dialog::modal_dialog;
pub use icon::icon;
pub use shared::Shared;
pub use text_field::TextField;
