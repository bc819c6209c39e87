//! The handles at both ends of the chosen mark, or of a passage selected by taps.

use web_sys::PointerEvent;
use yew::prelude::*;

/// Draws both handles; whoever hears `on_grip` sets their places. It hears what pointers do to
/// them, and whether it is the one at the start.
///
/// Keys move the ends without them, so they are not there for those who cannot see them.
// Apart: no start needs it (ADR 34).
#[inline(never)]
pub fn handles(on_grip: &Callback<(bool, PointerEvent)>) -> Html {
    let handle = |is_start: bool| {
        let grip = on_grip.reform(move |event| (is_start, event));
        let (id, side) = if is_start { ("handle-start", "start") } else { ("handle-end", "end") };
        html! {
            <span {id} class="handle" data-side={side} aria-hidden="true"
                onpointerdown={grip.clone()} onpointermove={grip.clone()}
                onpointerup={grip.clone()} onpointercancel={grip} />
        }
    };
    html! { <>{ handle(true) }{ handle(false) }</> }
}
