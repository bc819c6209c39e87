//! The page of On the Record.
//!
//! [`app`] is what the page knows and does, [`platform`] what the browser offers, [`ui`] what is
//! seen. Only `ui::app` brings them together.

pub mod app;
pub mod platform;
pub mod ui;

/// Both modules of the page make tens of thousands of small allocations when they start, which this
/// allocator does in less time and code than the standard one.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
