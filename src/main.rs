//! Starts the page.

fn main() {
    onrecord::ui::start();
}
