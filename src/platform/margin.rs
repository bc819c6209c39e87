//! Measures where highlights stand, and where the cards are to be that stand level with them.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_core::model::AnnotationId;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, Event, HtmlCollection, HtmlElement};

use crate::app::margin_layout::{Wish, place_cards};

use super::environment::{document, element, elements, window};
use super::moves::Move;
use super::selection::{self, ARTICLE_TEXT};
use super::text_drawing::N_IN_GROUP;

/// Pixels above and below the window within which chunks count as seen.
const MARGIN_PX: f64 = 400.0;

/// Pixels between the selection and its bar.
const BAR_GAP_PX: f64 = 8.0;

/// The chunks that are on the screen or nearly so.
pub fn visible_chunks() -> Range<usize> {
    let Some(chunks) = Chunks::of_text() else { return 0..0 };
    // Whether the edge of a chunk is above `y`; one of a far group is not asked, since the browser
    // would have to lay out the group.
    let is_above = |number: usize, y: f64, edge: fn(&DomRect) -> f64| {
        let Some(group) = chunks.group(number).map(|it| it.get_bounding_client_rect()) else {
            return false;
        };
        let is_across = group.top() <= y && y <= group.bottom();
        let chunk = chunks.item(number).filter(|_| is_across);
        edge(&chunk.map_or(group, |it| it.get_bounding_client_rect())) < y
    };
    // Chunks stand one below the other, so the first and last seen are found by bisection.
    let n_chunks = chunks.len();
    let first = bisect(n_chunks, |number| is_above(number, -MARGIN_PX, |it| it.bottom()));
    let below = window_height() + MARGIN_PX;
    let end = bisect(n_chunks, |number| is_above(number, below, |it| it.top()));
    first.min(end)..end
}

/// Whether the text is more than half a window away from where it was, `top`, which is brought up to
/// date.
pub fn has_flown(top: &mut f64) -> bool {
    let text = document().query_selector(ARTICLE_TEXT).ok().flatten();
    let now = text.map_or(0.0, |text| text.get_bounding_client_rect().top());
    (now - std::mem::replace(top, now)).abs() * 2.0 > window_height()
}

/// Finds how the cards of the margin come level with their highlights; the one of `chosen` exactly
/// so.
pub fn move_cards(chunks_seen: Range<usize>, chosen: Option<&str>, moves: &mut Vec<Move>) {
    let Some(margin) = element("cards") else { return };
    let origin = margin.get_bounding_client_rect().top();
    let (marks, tops) = mark_tops(chunks_seen, origin);
    let mut cards = Vec::new();
    let mut wishes = Vec::new();
    let mut anchor = None;
    let children = margin.children();
    for position in 0..children.length() {
        let Some(card) = children.item(position) else { continue };
        let Ok(card) = card.dyn_into::<HtmlElement>() else { continue };
        let Some(id) = card.get_attribute("data-annotation") else { continue };
        if chosen == Some(&id) {
            anchor = Some(cards.len());
        }
        let top = marks.get(&id).map_or(0.0, |mark| tops[*mark]);
        wishes.push(Wish { top, height: f64::from(card.offset_height()) });
        cards.push((card.offset_top(), card));
    }
    for ((top_before, card), top) in cards.into_iter().zip(place_cards(&wishes, anchor)) {
        if top_before != top.round() as i32 {
            moves.push(Move { element: card, left: None, top, height: None });
        }
    }
}

/// The annotation whose card was clicked.
pub fn clicked_card(event: &Event) -> Option<AnnotationId> {
    let card = event.target()?.dyn_into::<Element>().ok()?.closest(".card").ok()??;
    AnnotationId::parse(&card.get_attribute("data-annotation")?)
}

/// Finds how the bar comes below the selection, or above where there is no room below, inside the
/// reading column.
pub fn move_bar(moves: &mut Vec<Move>) {
    let (Some(bar), Some(bounds)) = (element("selection-bar"), selection::bounds()) else { return };
    let Some(parent) = bar.offset_parent() else { return };
    let frame = parent.get_bounding_client_rect();
    let (width, height) = (f64::from(bar.offset_width()), f64::from(bar.offset_height()));
    let below = bounds.bottom() + BAR_GAP_PX;
    let fits_below = below + height <= window_height();
    let top = if fits_below { below } else { bounds.top() - BAR_GAP_PX - height };
    let middle = (bounds.left() + bounds.right()) / 2.0;
    let left = (middle - width / 2.0 - frame.left()).clamp(0.0, (frame.width() - width).max(0.0));
    let top = top - frame.top();
    moves.push(Move { element: bar, left: Some(left), top, height: None });
}

/// How many chunks the text has.
pub fn n_chunks() -> usize {
    Chunks::of_text().map_or(0, |chunks| chunks.len())
}

/// Gives the last highlight of each annotation that has a card the number of that card, as notes
/// on paper are numbered.
pub fn number_notes() {
    for (position, card) in elements(".card[data-annotation]").into_iter().enumerate() {
        let id = card.get_attribute("data-annotation").unwrap_or_default();
        let marks = elements(&format!("mark[data-annotation~=\"{id}\"]"));
        if let Some(mark) = marks.last() {
            let before = mark.get_attribute("data-note").map_or(String::new(), |it| it + ", ");
            let _ = mark.set_attribute("data-note", &format!("{before}{}", position + 1));
        }
    }
}

/// Takes the numbers of [`number_notes`] away.
pub fn forget_notes() {
    for mark in elements("mark[data-note]") {
        let _ = mark.remove_attribute("data-note");
    }
}

/// Scrolls so that this annotation's highlight can be seen.
pub fn reveal(chunk: usize, annotation: &str) {
    let Some(chunk) = Chunks::of_text().and_then(|chunks| chunks.item(chunk)) else { return };
    let mark = chunk.query_selector(&format!("mark[data-annotation~=\"{annotation}\"]"));
    if let Ok(Some(mark)) = mark {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        mark.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// The number of the first highlight of each annotation, and the top of each highlight by its number,
/// in pixels below `origin`.
fn mark_tops(chunks_seen: Range<usize>, origin: f64) -> (HashMap<String, usize>, Vec<f64>) {
    let (mut firsts, mut tops) = (HashMap::new(), Vec::new());
    let Some(chunks) = Chunks::of_text() else { return (firsts, tops) };
    for number in chunks_seen {
        let Some(chunk) = chunks.item(number) else { break };
        let marks = chunk.get_elements_by_tag_name("mark");
        for position in 0..marks.length() {
            let Some(mark) = marks.item(position) else { continue };
            let ids = mark.get_attribute("data-annotation").unwrap_or_default();
            let is_new = |id: &&str| !firsts.contains_key(*id);
            let new: Vec<&str> = ids.split(' ').filter(is_new).collect();
            if new.is_empty() {
                continue;
            }
            for id in new {
                firsts.insert(id.to_owned(), tops.len());
            }
            tops.push(mark.get_bounding_client_rect().top() - origin);
        }
    }
    (firsts, tops)
}

fn window_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0)
}

/// The elements of all chunks, in order; they stand in groups.
pub struct Chunks(HtmlCollection);

impl Chunks {
    /// Those of the text that is drawn.
    pub fn of_text() -> Option<Self> {
        let text: Element = document().query_selector(ARTICLE_TEXT).ok().flatten()?;
        Some(Self(text.children()))
    }

    /// The chunk with this number.
    pub fn item(&self, number: usize) -> Option<Element> {
        self.group(number)?.children().item((number % N_IN_GROUP) as u32)
    }

    /// The group of the chunk with this number.
    fn group(&self, number: usize) -> Option<Element> {
        self.0.item((number / N_IN_GROUP) as u32)
    }

    /// All groups but the last are full.
    fn len(&self) -> usize {
        let n_before = (self.0.length() as usize).saturating_sub(1) * N_IN_GROUP;
        let last = self.group(n_before);
        n_before + last.map_or(0, |group| group.child_element_count() as usize)
    }
}

/// The first number below `n` for which `is_before` is false, given that it is false from then on.
fn bisect(n: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
