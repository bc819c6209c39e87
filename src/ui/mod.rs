//! What is seen. Components lay out, show, or take input; [`app::App`] alone holds state.

mod app;
mod article;
pub mod controls;
mod dialogs;
mod export_menu;
mod header;
mod keeper;
mod key_press;
mod library;
mod margin;
mod messages;
mod words;

/// Draws the page.
pub fn start() {
    yew::set_custom_panic_hook(Box::new(crate::platform::crash::report));
    let root = crate::platform::environment::document().get_element_by_id("app");
    let root = root.expect("index.html has an element for the page");
    yew::Renderer::<app::App>::with_root(root).render();
}
