//! Finds words in the open article, paints them, and marks them.

use std::rc::Rc;

use onrecord::app::Delivery;
use onrecord::platform::environment::after_painting;
use onrecord::platform::focus;
use onrecord_core::find::{Hits, Manner, Search};
use onrecord_core::text::CharSpan;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::context::in_context;
use crate::painting;
use crate::work::WorkProps;

/// Passages as [`Delivery::Mark`] names them.
fn named(spans: &[CharSpan]) -> String {
    let name = |span: &CharSpan| format!("{}-{}", span.start().get(), span.end().get());
    spans.iter().map(name).collect::<Vec<_>>().join(" ")
}

/// More passages than this are not listed one by one.
const MOST_LISTED: usize = 500;

/// A bar over the article: what is looked for, how often it is there, and what can be done.
#[component]
pub fn Find(props: &WorkProps) -> Html {
    let strings = props.strings;
    // What the field says, what of it is still to be looked for, and what was.
    let (query, unsought) = (use_state(String::new), use_mut_ref(|| None::<String>));
    let sought = use_state_eq(String::new);
    let manner = use_state(Manner::default);
    // Steps from the first hit, which go round.
    let steps = use_state(|| 0_isize);
    let left_out = use_state(Vec::<usize>::new);
    let is_reviewing = use_state(|| false);
    let labels = props.opened.library.label_set().labels.clone();
    let label = use_state(|| labels.first().map(|label| label.id.clone()).unwrap_or_default());
    let input = use_node_ref();
    let text = props.opened.article().map(|(_, text)| text.clone());
    let found = use_memo(((*sought).clone(), *manner), |(sought, manner)| {
        let search = Search::new(sought, *manner).map_err(|error| (strings.bad_pattern)(&error))?;
        Ok::<Hits, String>(text.as_ref().map(|text| search.hits(text)).unwrap_or_default())
    });
    let spans: Rc<Vec<CharSpan>> = use_memo(found.clone(), |found| {
        found.as_ref().as_ref().map(|it| it.spans.clone()).unwrap_or_default()
    });
    let n = spans.len();
    let current = steps.checked_rem_euclid(n.cast_signed()).unwrap_or_default().unsigned_abs();
    {
        let text = text.clone();
        use_effect_with((spans.clone(), current), move |(spans, current)| {
            let text = text.filter(|text| painting::is_shown(text));
            let places = text.map_or(Vec::new(), |text| painting::units(&text, spans));
            painting::paint(&places, *current);
        });
    }
    {
        let input = input.clone();
        use_effect_with((), move |()| {
            let opener = focus::active().filter(|element| element.tag_name() != "BODY");
            if let Some(input) = input.cast::<HtmlInputElement>() {
                let _ = input.focus();
            }
            move || {
                painting::clear();
                match opener.filter(|opener| opener.is_connected()) {
                    Some(opener) => drop(opener.focus()),
                    None => drop(focus::focus(".workspace")),
                }
            }
        });
    }
    // Whoever comes first looks for what was typed, and nobody does again.
    let seek = {
        let (unsought, sought) = (unsought.clone(), sought.clone());
        let (steps, left_out) = (steps.clone(), left_out.clone());
        move || {
            let typed = unsought.take();
            let is_new = typed.is_some();
            if let Some(typed) = typed {
                steps.set(0);
                left_out.set(Vec::new());
                sought.set(typed);
            }
            is_new
        }
    };
    let step = {
        let (steps, seek) = (steps.clone(), seek.clone());
        Callback::from(move |forward: bool| {
            let so_far = if seek() { 0 } else { *steps };
            steps.set(so_far + if forward { 1 } else { -1 });
        })
    };
    // A letter is seen before it is looked for, which takes longer than a frame in a long text.
    let oninput = {
        let query = query.clone();
        move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            unsought.replace(Some(typed.clone()));
            query.set(typed);
            let seek = seek.clone();
            after_painting(move || {
                seek();
            });
        }
    };
    let toggle = |is_set: bool, words: &'static str, change: fn(&mut Manner)| {
        let (manner, steps) = (manner.clone(), steps.clone());
        let onclick = move |_: MouseEvent| {
            let mut changed = *manner;
            change(&mut changed);
            steps.set(0);
            manner.set(changed);
        };
        html! {
            <button type="button" class="text-button" aria-pressed={is_set.to_string()} {onclick}>
                { words }
            </button>
        }
    };
    let close = props.on_close.clone();
    // The hit that is looked at stays selected, as in the browser's own search.
    let leave = {
        let (close, text) = (close.clone(), text.clone());
        let hit = spans.get(current).copied();
        Callback::from(move |()| {
            let text = text.as_ref().filter(|text| painting::is_shown(text));
            if let Some((text, hit)) = text.zip(hit) {
                painting::select(&painting::units(text, &[hit]));
            }
            close.emit(());
        })
    };
    let onkeydown = {
        let (step, leave) = (step.clone(), leave.clone());
        move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Escape" => leave.emit(()),
                "Enter" if event.target_dyn_into::<HtmlInputElement>().is_some() => {
                    step.emit(!event.shift_key());
                }
                _ => return,
            }
            event.prevent_default();
        }
    };
    let on_label = {
        let label = label.clone();
        move |event: Event| label.set(event.target_unchecked_into::<HtmlSelectElement>().value())
    };
    let mark = |spans: Vec<CharSpan>| {
        let (page, label) = (props.page.clone(), (*label).clone());
        let (text, close) = (text.clone(), close.clone());
        move |_: MouseEvent| {
            // The places are those of this text; in another one they would mean something else.
            if text.as_ref().is_some_and(|text| painting::is_shown(text)) {
                page.deliver(&Delivery::Mark { label: label.clone(), spans: named(&spans) });
            } else {
                close.emit(());
            }
        }
    };
    let here: Vec<CharSpan> = spans.get(current).copied().into_iter().collect();
    let wanted = spans.iter().enumerate().filter(|(nth, _)| !left_out.contains(nth));
    let wanted: Vec<CharSpan> = wanted.map(|(_, span)| *span).collect();
    let says = match &*found {
        Err(reason) => reason.clone(),
        Ok(_) if sought.is_empty() => String::new(),
        Ok(hits) => (strings.hit_of)(if n == 0 { 0 } else { current + 1 }, n, hits.has_more),
    };
    let review = {
        let is_reviewing = is_reviewing.clone();
        move |_: MouseEvent| is_reviewing.set(!*is_reviewing)
    };
    let item = |(nth, span): (usize, &CharSpan)| {
        let left_out = left_out.clone();
        let is_in = !left_out.contains(&nth);
        let onchange = move |_: Event| {
            let mut changed = (*left_out).clone();
            match changed.iter().position(|it| *it == nth) {
                Some(place) => drop(changed.remove(place)),
                None => changed.push(nth),
            }
            left_out.set(changed);
        };
        let words = text.as_ref().map(|text| in_context(text, &[*span]));
        let [before, hit, after] = words.unwrap_or_default();
        html! {
            <li><label>
                <input type="checkbox" checked={is_in} {onchange} />
                <bdi>{ before }<b>{ hit }</b>{ after }</bdi>
            </label></li>
        }
    };
    html! {
        <section class="find-bar" role="search" aria-label={strings.find} {onkeydown}>
            <input ref={input} type="search" class="dialog-input" aria-label={strings.find_what}
                placeholder={strings.find_what} value={(*query).clone()} {oninput} />
            <span role="status" class="find-count">{ says }</span>
            { toggle(manner.minds_case, strings.mind_case, |it| it.minds_case = !it.minds_case) }
            { toggle(manner.is_pattern, strings.as_pattern, |it| it.is_pattern = !it.is_pattern) }
            <button type="button" class="text-button" disabled={n == 0}
                onclick={step.reform(|_: MouseEvent| false)}>{ strings.previous_hit }</button>
            <button type="button" class="text-button" disabled={n == 0}
                onclick={step.reform(|_: MouseEvent| true)}>{ strings.next_hit }</button>
            <select aria-label={strings.label} onchange={on_label}>
                { for labels.iter().map(|it| html! {
                    <option value={it.id.clone()} selected={it.id == *label}>{ it.name.clone() }</option>
                }) }
            </select>
            <button type="button" class="text-button" disabled={n == 0} onclick={mark(here)}>
                { strings.mark_hit }
            </button>
            <button type="button" class="text-button" disabled={n == 0}
                aria-expanded={is_reviewing.to_string()} onclick={review}>{ strings.mark_all }</button>
            <button type="button" class="text-button" onclick={leave.reform(|_: MouseEvent| ())}>
                { strings.close }
            </button>
            if *is_reviewing && n > 0 {
                <div class="find-review">
                    <ul class="intake" tabindex="0" aria-label={strings.mark_all}>
                        { for spans.iter().take(MOST_LISTED).enumerate().map(item) }
                    </ul>
                    <button type="button" class="primary-button" disabled={wanted.is_empty()}
                        onclick={mark(wanted.clone())}>{ (strings.mark_n)(wanted.len()) }</button>
                </div>
            }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_named_by_their_ends() {
        assert_eq!(named(&[CharSpan::of(4, 7), CharSpan::of(12, 15)]), "4-7 12-15");
        assert_eq!(named(&[]), "");
    }
}
