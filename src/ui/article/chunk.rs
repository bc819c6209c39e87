//! Some neighbouring blocks: the unit that is drawn anew when something in it changes.

use onrecord_core::highlight::{Segment, segments};
use onrecord_core::model::{Annotation, AnnotationId, Block, BlockKind, LabelSet, LineStyle};
use onrecord_core::text::{ArticleText, CharOffset, CharSpan};
use yew::prelude::*;
use yew::virtual_dom::VText;

use crate::app::article_view::Chunk;
use crate::ui::controls::Shared;

/// Lanes of underlines that are drawn; what lies deeper is tinted, but not underlined.
const N_LANES: usize = 4;

/// Properties of [`ChunkText`].
#[derive(Properties, PartialEq)]
pub struct ChunkTextProps {
    /// Its blocks and what touches them.
    pub chunk: Shared<Chunk>,
    /// The article's text.
    pub text: Shared<ArticleText>,
    /// The labels, for colours and lines.
    pub labels: Shared<LabelSet>,
    /// The chosen annotation, if it touches this chunk.
    pub chosen: Option<AnnotationId>,
    /// The ids of labels whose annotations are not highlighted.
    pub hidden: Shared<Vec<String>>,
}

/// Draws a chunk character for character.
#[component]
pub fn ChunkText(props: &ChunkTextProps) -> Html {
    let chunk = &props.chunk;
    let mut parts = Vec::with_capacity(chunk.blocks.len() * 2 + 1);
    let mut drawn_until = chunk.span.start();
    for (position, block) in chunk.blocks.iter().enumerate() {
        push_gap(&mut parts, &props.text, drawn_until, block.range.start());
        parts.push(block_element(props, block, chunk.first_block + position));
        drawn_until = block.range.end();
    }
    push_gap(&mut parts, &props.text, drawn_until, chunk.span.end());
    html! { <div class="chunk" data-chunk={chunk.number.to_string()}>{ for parts }</div> }
}

/// The blank characters between two blocks belong to neither, but to the text.
fn push_gap(parts: &mut Vec<Html>, text: &ArticleText, start: CharOffset, end: CharOffset) {
    let span = CharSpan::new(start, end);
    if start < end {
        parts.push(text_node(text.slice(span)));
    }
}

fn block_element(props: &ChunkTextProps, block: &Block, number: usize) -> Html {
    let touching: Vec<&Annotation> = props
        .chunk
        .annotations
        .iter()
        .filter(|annotation| !props.hidden.contains(&annotation.label))
        .filter(|annotation| annotation.ranges.iter().any(|range| range.overlaps(block.range)))
        .map(AsRef::as_ref)
        .collect();
    let ranges: Vec<&[CharSpan]> = touching.iter().map(|it| it.ranges.as_slice()).collect();
    let cut = segments(&props.text, block.range, ranges);
    let pieces = cut.iter().map(|segment| piece(props, &touching, &segment));
    let tag = match block.kind {
        BlockKind::Title => "h1".to_owned(),
        BlockKind::Heading(level) => format!("h{level}"),
        BlockKind::BlockQuote => "blockquote".to_owned(),
        BlockKind::Metadata | BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Caption => {
            "p".to_owned()
        }
    };
    html! {
        <@{tag} class="block" data-kind={block.kind.name()} data-block={number.to_string()} dir="auto">
            { for pieces }
        </@>
    }
}

fn piece(props: &ChunkTextProps, touching: &[&Annotation], segment: &Segment<'_>) -> Html {
    let text = text_node(&props.text.as_str()[segment.bytes.range()]);
    if segment.active.is_empty() {
        return text;
    }
    let active = || segment.active.iter().map(|active| touching[active.annotation]);
    let ids: Vec<String> = active().map(|annotation| annotation.id.to_string()).collect();
    let labels: Vec<&str> = active().map(|annotation| annotation.label.as_str()).collect();
    let names: Vec<&str> =
        labels.iter().map(|id| props.labels.label(id).map_or(*id, |label| &label.name)).collect();
    let is_chosen = props.chosen.is_some_and(|chosen| active().any(|it| it.id == chosen));
    let class = lane_classes(props, touching, segment);
    html! {
        <mark data-annotation={ids.join(" ")} data-label={labels.join(" ")} {class}
            aria-description={names.join(", ")} data-selected={is_chosen.then_some("")}>
            { text }
        </mark>
    }
}

/// Says for each lane which colour and line it has.
fn lane_classes(props: &ChunkTextProps, touching: &[&Annotation], segment: &Segment<'_>) -> String {
    let mut classes = String::new();
    for active in segment.active.iter().filter(|active| active.lane < N_LANES) {
        let label = props.labels.label(&touching[active.annotation].label);
        let (slot, line) = label.map_or((8, LineStyle::Dashed), |label| (label.slot, label.line));
        let (lane, line) = (active.lane, line_name(line));
        if !classes.is_empty() {
            classes.push(' ');
        }
        classes.push_str(&format!("lane-{lane}-slot-{slot} lane-{lane}-{line}"));
    }
    classes
}

fn line_name(line: LineStyle) -> &'static str {
    match line {
        LineStyle::Solid => "solid",
        LineStyle::Dotted => "dotted",
        LineStyle::Double => "double",
        LineStyle::Dashed => "dashed",
    }
}

fn text_node(text: &str) -> Html {
    VText::new(text.to_owned()).into()
}
