//! The text of the open article, chunk by chunk: what changed of it is drawn anew.

use std::cell::RefCell;

use onrecord_core::model::{AnnotationId, LabelSet};
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::prelude::*;

use crate::app::article_view::Chunk;
use crate::app::pieces::{Drawing, Looks};
use crate::platform::text_drawing::{Brush, DrawnChunk, N_IN_GROUP, group};
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
    groups: Vec<Element>,
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
        RefCell::new(Drawn { brush, groups: Vec::new(), chunks: Vec::new() })
    });
    let mut drawn = drawn.borrow_mut();
    drawn.draw(props);
    let groups = drawn.groups.iter().map(|group| group.clone().into());
    html! {
        <div class="article-text" data-article-text="" key={text.hash().to_string()}
            onclick={props.onclick.clone()}>
            { for groups.map(Html::VRef) }
        </div>
    }
}

impl Drawn {
    /// Draws the chunks that differ from what they were drawn from.
    fn draw(&mut self, props: &ArticleTextProps) {
        let n_chunks = props.chunks.len();
        for (chunk, _) in self.chunks.drain(n_chunks.min(self.chunks.len())..) {
            let _ = chunk.leave();
        }
        self.groups.truncate(n_chunks.div_ceil(N_IN_GROUP));
        for (number, chunk) in props.chunks.iter().enumerate() {
            if number == self.chunks.len() && self.add_chunk().is_err() {
                return;
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

    /// Adds an empty chunk, in a group of its own where the last one is full.
    fn add_chunk(&mut self) -> Result<(), JsValue> {
        let number = self.chunks.len();
        if number == self.groups.len() * N_IN_GROUP {
            self.groups.push(group()?);
        }
        let chunk = DrawnChunk::new(number)?;
        chunk.join(&self.groups[number / N_IN_GROUP])?;
        self.chunks.push((chunk, None));
        Ok(())
    }
}
