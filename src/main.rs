//! Starts the page.
use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <main>{ "On the Record" }</main> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
