//! The text of the open article, chunk by chunk: what changed of it is drawn anew.

use std::cell::RefCell;

use onrecord_core::model::{AnnotationId, LabelSet};
use yew::prelude::*;

use crate::app::article_view::Chunk;
use crate::app::pieces::{Drawing, Looks};
use crate::platform::text_drawing::{Brush, DrawnChunk};
use crate::ui::controls::Shared;
use crate::ui::words::Words;

/// Properties of [`ArticleText`].
#[derive(Properties, PartialEq)]
pub struct ArticleTextProps {
    /// The article's text.
    pub text: Shared<onrecord_core::text::ArticleText>,
    /// Its chunks, in order.
    pub chunks: Vec<Shared<Chunk>>,
    /// How many of them have their text already.
    pub n_filled: usize,
    /// The labels; others draw everything anew.
    pub labels: Shared<LabelSet>,
    /// The words of the page; others draw everything anew.
    pub strings: Words,
    /// The chosen annotation, and the chunks it touches.
    pub chosen: Option<(AnnotationId, Vec<usize>)>,
    /// The ids of labels whose annotations are not highlighted.
    pub hidden: Shared<Vec<String>>,
    /// A click on the text.
    pub onclick: Callback<MouseEvent>,
}

/// The text as it is drawn now.
struct Drawn {
    brush: Brush,
    chunks: Vec<(DrawnChunk, Option<Shown>)>,
}

/// What a chunk was drawn from.
#[derive(PartialEq)]
struct Shown {
    chunk: Shared<Chunk>,
    chosen: Option<AnnotationId>,
    hidden: Shared<Vec<String>>,
}

/// The text and nothing else: its `textContent` is the article's text, gaps included.
#[component]
pub fn ArticleText(props: &ArticleTextProps) -> Html {
    let text = &props.text;
    let dependencies = (text.clone(), props.labels.clone(), props.strings);
    let drawn = use_memo(dependencies, |(_, labels, strings)| {
        let brush = Brush::new(Looks::new(labels.0.clone(), strings.0));
        RefCell::new(Drawn { brush, chunks: Vec::new() })
    });
    let mut drawn = drawn.borrow_mut();
    drawn.draw(props);
    let elements = drawn.chunks.iter().map(|(chunk, _)| chunk.element().clone().into());
    html! {
        <div class="article-text" data-article-text="" key={text.hash().to_string()}
            onclick={props.onclick.clone()}>
            { for elements.map(Html::VRef) }
        </div>
    }
}

impl Drawn {
    /// Draws the chunks that differ from what they were drawn from.
    fn draw(&mut self, props: &ArticleTextProps) {
        self.chunks.truncate(props.chunks.len());
        for (number, chunk) in props.chunks.iter().enumerate() {
            if number == self.chunks.len() {
                let Ok(new) = DrawnChunk::new(number) else { return };
                self.chunks.push((new, None));
            }
            let chosen = props.chosen.as_ref().filter(|(_, chunks)| chunks.contains(&number));
            let chosen = chosen.map(|(chosen, _)| *chosen);
            let shown = Shown { chunk: chunk.clone(), chosen, hidden: props.hidden.clone() };
            let (drawn, before) = &mut self.chunks[number];
            if number < props.n_filled && before.as_ref() != Some(&shown) {
                let (text, hidden) = (&props.text, &props.hidden);
                let drawing = Drawing { chunk, text, chosen, hidden };
                // A browser that refuses a node leaves a gap; the next change draws it again.
                let _ = drawn.draw(&drawing, &text.0, &mut self.brush);
                *before = Some(shown);
            }
        }
    }
}
