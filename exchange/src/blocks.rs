//! Corrects the blocks of an article: what is a heading, where one begins.

use std::rc::Rc;

use onrecord::app::Delivery;
use onrecord_core::blocks::{Correction, corrected};
use onrecord_core::model::{Article, Block, BlockKind};
use onrecord_core::text::{ArticleText, CharOffset, CharSpan};
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::modal_dialog::ModalDialog;
use crate::strings::Strings;
use crate::work::{WorkProps, ending, use_leaving};

/// The kinds that can be chosen.
const KINDS: [BlockKind; 8] = [
    BlockKind::Paragraph,
    BlockKind::Title,
    BlockKind::Heading(2),
    BlockKind::Heading(3),
    BlockKind::ListItem,
    BlockKind::BlockQuote,
    BlockKind::Caption,
    BlockKind::Metadata,
];

/// The place in the text that stands `n_units` of UTF-16 after the start of `block`.
fn place_in(text: &ArticleText, block: Block, n_units: u32) -> CharOffset {
    let start = text.char_to_utf16(block.range.start());
    let place = onrecord_core::text::Utf16Offset::new(start.get() + n_units as usize);
    text.utf16_to_char(place).clamp(block.range.start(), block.range.end())
}

/// Lists the blocks, each with its kind, a way to part it where the caret stands, and to join it
/// with the next.
#[component]
pub fn Blocks(props: &WorkProps) -> Html {
    let strings = props.strings;
    let blocks = use_state(|| {
        props.opened.article().map(|(article, _)| article.blocks.clone()).unwrap_or_default()
    });
    let caret = use_state(|| None::<(usize, u32)>);
    let close = props.on_close.clone();
    let leaving = {
        let (opened, blocks) = (props.opened.clone(), blocks.clone());
        use_leaving(strings, &close, move || {
            opened.article().is_some_and(|(article, _)| article.blocks != *blocks)
        })
    };
    let Some((_, text)) = props.opened.article() else { return Html::default() };
    let correct = {
        let (blocks, caret, text) = (blocks.clone(), caret.clone(), text.clone());
        Callback::from(move |(span, correction): (CharSpan, Correction)| {
            caret.set(None);
            if let Some(corrected) = corrected(&text, &blocks, span, correction) {
                blocks.set(corrected);
            }
        })
    };
    let save = {
        let (opened, blocks) = (props.opened.clone(), blocks.clone());
        let (page, close) = (props.page.clone(), close.clone());
        move |_: MouseEvent| {
            close.emit(());
            let Some((article, _)) = opened.article() else { return };
            let after = Article { blocks: (*blocks).clone(), ..Article::clone(article) };
            if let Some(step) = opened.step(after, strings.did_correct_blocks) {
                page.deliver(&Delivery::Step(step.pack()));
            }
        }
    };
    let entry = |(nth, block): (usize, &Block)| {
        entry(nth, *block, blocks.len(), text, strings, &caret, &correct)
    };
    html! {
        <ModalDialog title={strings.blocks} class={classes!("add-dialog", "wide-dialog")} on_close={leaving.on_escape}>
            <p class="dialog-why">{ strings.blocks_why }</p>
            <ol class="block-list">{ for blocks.iter().enumerate().map(entry) }</ol>
            { ending(strings, leaving.warning, &close, save.into()) }
        </ModalDialog>
    }
}

fn entry(
    nth: usize,
    block: Block,
    n_blocks: usize,
    text: &Rc<ArticleText>,
    strings: &'static Strings,
    caret: &UseStateHandle<Option<(usize, u32)>>,
    correct: &Callback<(CharSpan, Correction)>,
) -> Html {
    let onchange = {
        let correct = correct.clone();
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            if let Some(kind) = value.parse::<usize>().ok().and_then(|nth| KINDS.get(nth)) {
                correct.emit((block.range, Correction::Kind(*kind)));
            }
        }
    };
    // The caret of a field that cannot be changed is where the person clicked or walked to.
    let onselect = {
        let caret = caret.clone();
        move |field: HtmlTextAreaElement| {
            let place = field.selection_start().ok().flatten();
            caret.set(place.map(|place| (nth, place)));
        }
    };
    let onkeyup = {
        let onselect = onselect.clone();
        move |event: KeyboardEvent| onselect(event.target_unchecked_into())
    };
    let onclick = move |event: MouseEvent| onselect(event.target_unchecked_into());
    let split = caret.filter(|(of, place)| *of == nth && *place > 0).map(|(_, units)| {
        let (correct, place) = (correct.clone(), place_in(text, block, units));
        move |_: MouseEvent| correct.emit((CharSpan::new(place, place), Correction::Split))
    });
    let can_split = split.is_some();
    let on_split = move |event: MouseEvent| {
        if let Some(split) = &split {
            split(event);
        }
    };
    let on_join = {
        let correct = correct.clone();
        move |_: MouseEvent| correct.emit((block.range, Correction::Join))
    };
    let words = text.slice(block.range).to_owned();
    let number = nth + 1;
    html! {
        <li key={block.range.start().get()}>
            <select aria-label={(strings.kind_of_block)(number)} {onchange}>
                { for KINDS.iter().enumerate().map(|(value, kind)| html! {
                    <option value={value.to_string()} selected={*kind == block.kind}>
                        { (strings.kind)(*kind) }
                    </option>
                }) }
            </select>
            <textarea class="block-text" readonly=true dir="auto" rows="2" value={words}
                aria-label={(strings.text_of_block)(number)} {onclick} {onkeyup} />
            <span class="block-actions">
                <button type="button" class="text-button" disabled={!can_split} onclick={on_split}>
                    { strings.split_here }
                </button>
                if number < n_blocks {
                    <button type="button" class="text-button" onclick={on_join}>
                        { strings.join_with_next }
                    </button>
                }
            </span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_counts_units_from_the_start_of_its_block() {
        let text = ArticleText::new("a 👍 b\n\nc 👍 d");
        let block = Block { kind: BlockKind::Paragraph, range: CharSpan::of(7, 12) };
        assert_eq!(place_in(&text, block, 4), CharOffset::new(10));
        assert_eq!(place_in(&text, block, 99), CharOffset::new(12));
    }
}
