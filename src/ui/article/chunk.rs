//! Some neighbouring blocks: the unit that is drawn anew when something in it changes.

use std::cell::RefCell;

use onrecord_core::model::AnnotationId;
use onrecord_core::text::ArticleText;
use yew::prelude::*;

use crate::app::article_view::Chunk;
use crate::app::pieces::Drawing;
use crate::platform::text_drawing::{Brush, DrawnChunk};
use crate::ui::controls::Shared;

/// Properties of [`ChunkText`].
#[derive(Properties, PartialEq)]
pub struct ChunkTextProps {
    /// Its blocks and what touches them.
    pub chunk: Shared<Chunk>,
    /// The article's text.
    pub text: Shared<ArticleText>,
    /// Draws marks; another one draws all of them anew.
    pub brush: Shared<RefCell<Brush>>,
    /// The chosen annotation, if it touches this chunk.
    pub chosen: Option<AnnotationId>,
    /// The ids of labels whose annotations are not highlighted.
    pub hidden: Shared<Vec<String>>,
    /// Whether its text is there yet.
    pub is_filled: bool,
}

/// Draws a chunk character for character, in an element of its own.
#[component]
pub fn ChunkText(props: &ChunkTextProps) -> Html {
    let ChunkTextProps { chunk, text, brush, .. } = props;
    let number = chunk.number;
    let drawn = use_memo(brush.clone(), |_| DrawnChunk::new(number).ok().map(RefCell::new));
    let Some(drawn) = &*drawn else { return Html::default() };
    let drawing = Drawing { chunk, text, chosen: props.chosen, hidden: &props.hidden };
    let mut drawn = drawn.borrow_mut();
    if props.is_filled {
        // A browser that refuses a node leaves a gap; the next change draws it again.
        let _ = drawn.draw(&drawing, &text.0, &mut brush.borrow_mut());
    }
    Html::VRef(drawn.element().clone().into())
}
