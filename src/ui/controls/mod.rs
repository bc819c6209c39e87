//! Parts that know nothing of annotations.

mod dialog;
mod shared;
mod text_field;

pub use dialog::ModalDialog;
pub use shared::Shared;
pub use text_field::TextField;
