//! Whole libraries.

use std::collections::BTreeMap;
use std::rc::Rc;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::history::{Change, Edit, Transaction};
use crate::json::{Number, Value};
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, AttributeValue, Block, BlockKind, Direction,
    Label, LabelSet, Library, Link, LinkId, LinkKind, Metadata, Origin, Reference, ReplicaId,
    Timestamp, UnknownFields,
};
use crate::text::{ArticleText, ByteSpan, CharSpan, trim_blank};

use super::text::article_text;

/// A library of up to three articles with tricky texts, overlapping and interrupted annotations,
/// every kind of attribute, links, notes, and fields that no version knows. All texts are loaded.
pub fn library() -> impl Strategy<Value = Library> {
    let articles = prop::collection::vec(article_with_annotations(), 0..4);
    let links = prop::collection::vec(link(), 0..5);
    (label_set(), articles, links).prop_map(|(label_set, articles, links)| {
        let mut library = Library::new(Rc::new(label_set));
        let mut annotation_ids = Vec::new();
        let mut changes = BTreeMap::new();
        for (text, article, annotations) in articles {
            library.add_text(Rc::new(text));
            for annotation in annotations {
                annotation_ids.push(annotation.id);
                changes.insert(
                    (1, annotation.id.as_u128()),
                    Change::Annotation(Edit::add(annotation)),
                );
            }
            changes.insert((0, article.id.as_u128()), Change::Article(Edit::add(article)));
        }
        for (link, from, to) in links.into_iter().filter(|_| !annotation_ids.is_empty()) {
            let link = Link {
                from: *from.get(&annotation_ids),
                to: to.map_or(link.to, |to| *to.get(&annotation_ids)),
                ..link
            };
            changes.insert((2, link.id.as_u128()), Change::Link(Edit::add(link)));
        }
        let transaction = Transaction::new("make up", changes.into_values().collect());
        transaction.apply(&mut library).expect("ids are unique in the map");
        library
    })
}

/// An article of one paragraph about which nothing is known.
pub fn article(id: ArticleId, text: &ArticleText) -> Article {
    let range = CharSpan::of(0, text.n_chars());
    Article {
        id,
        text: text.hash(),
        blocks: vec![Block { kind: BlockKind::Paragraph, range }],
        metadata: Metadata::default(),
        is_done: false,
        added: Timestamp::default(),
        unknown: UnknownFields::new(),
    }
}

/// The annotation with other content, modified at another moment.
pub fn changed(annotation: &Annotation) -> impl Strategy<Value = Annotation> + use<> {
    let annotation = annotation.clone();
    let (ids, label) = ((annotation.id, annotation.article), label_id());
    (label, article_text(), timestamp()).prop_map(move |(label, note, modified)| Annotation {
        id: ids.0,
        article: ids.1,
        label,
        note,
        modified,
        ..annotation.clone()
    })
}

fn label_id() -> impl Strategy<Value = String> {
    select(["claim", "quote", "pledge", "Zusage 🤝"].as_slice()).prop_map(str::to_owned)
}

fn label_set() -> impl Strategy<Value = LabelSet> {
    (unknown(), unknown()).prop_map(|(of_set, of_label)| {
        let mut label_set = LabelSet::built_in();
        let made = Label::made_from_id("Zusage 🤝", 3);
        label_set.labels.push(Label { unknown: of_label, ..made });
        LabelSet { unknown: of_set, ..label_set }
    })
}

fn article_with_annotations() -> impl Strategy<Value = (ArticleText, Article, Vec<Annotation>)> {
    let cuts = prop::collection::vec((any::<Index>(), block_kind()), 0..5);
    let annotations = prop::collection::vec(annotation(), 0..6);
    let fields = (any::<u128>(), metadata(), any::<bool>(), timestamp(), unknown());
    (article_text(), cuts, fields, annotations).prop_map(|(text, cuts, fields, annotations)| {
        let (id, metadata, is_done, added, unknown) = fields;
        let text = ArticleText::new(text);
        let blocks = blocks(&text, &cuts);
        let id = ArticleId::from_u128(id);
        let article = Article { id, text: text.hash(), blocks, metadata, is_done, added, unknown };
        let annotations = annotations.into_iter().filter_map(|(annotation, places)| {
            let ranges = ranges(&text, &places);
            let mut annotation = Annotation { article: id, ranges, ..annotation };
            let values = annotation.attributes.iter_mut().map(|(_, value)| value);
            for (value, places) in values.zip(places.chunks(4).cycle()) {
                if let AttributeValue::Reference(reference) = value {
                    reference.ranges = self::ranges(&text, places);
                }
            }
            (!annotation.ranges.is_empty()).then_some(annotation)
        });
        let annotations = annotations.collect();
        (text, article, annotations)
    })
}

/// Cuts the text anywhere and takes the blanks off.
fn blocks(text: &ArticleText, cuts: &[(Index, BlockKind)]) -> Vec<Block> {
    let mut ends: Vec<(usize, BlockKind)> =
        cuts.iter().map(|(cut, kind)| (cut.index(text.n_chars() + 1), *kind)).collect();
    ends.push((text.n_chars(), BlockKind::Paragraph));
    ends.sort_by_key(|(end, _)| *end);
    let mut start = 0;
    let mut blocks = Vec::new();
    for (end, kind) in ends {
        let piece: ByteSpan = text.to_bytes(CharSpan::of(start, end));
        let range = text.to_chars(trim_blank(text.as_str(), piece));
        if !range.is_empty() {
            blocks.push(Block { kind, range });
        }
        start = end;
    }
    blocks
}

/// Ranges between every other of the places, in order, touching none of each other.
fn ranges(text: &ArticleText, places: &[Index]) -> Vec<CharSpan> {
    let mut offsets: Vec<usize> =
        places.iter().map(|place| place.index(text.n_chars() + 1)).collect();
    offsets.sort_unstable();
    offsets.dedup();
    offsets.chunks_exact(2).map(|pair| CharSpan::of(pair[0], pair[1])).collect()
}

fn annotation() -> impl Strategy<Value = (Annotation, Vec<Index>)> {
    let attributes = prop::collection::btree_map(field_name(), attribute(), 0..4);
    let made = (any::<u128>(), label_id(), attributes, article_text(), ".{0,12}");
    let rest = (prop::option::of(any::<u128>()), timestamp(), timestamp(), origin(), unknown());
    let places = prop::collection::vec(any::<Index>(), 2..7);
    (made, rest, places).prop_map(|(made, rest, places)| {
        let (id, label, attributes, note, annotator) = made;
        let (replica, created, modified, origin, unknown) = rest;
        let annotation = Annotation {
            id: AnnotationId::from_u128(id),
            article: ArticleId::from_u128(0),
            label,
            ranges: Vec::new(),
            attributes: attributes.into_iter().collect(),
            note,
            annotator,
            replica: replica.map(ReplicaId::from_u128),
            created,
            modified,
            origin,
            unknown,
        };
        (annotation, places)
    })
}

fn attribute() -> impl Strategy<Value = AttributeValue> {
    let name = || prop::option::of(".{0,8}");
    prop_oneof![
        article_text().prop_map(AttributeValue::Text),
        prop::collection::vec(".{0,8}", 0..3).prop_map(AttributeValue::List),
        (name(), name(), unknown()).prop_map(|(name, id, unknown)| {
            AttributeValue::Reference(Reference { name, id, ranges: Vec::new(), unknown })
        }),
        prop_oneof![any::<bool>().prop_map(Value::from), number()]
            .prop_map(AttributeValue::Unknown),
        number().prop_map(|number| AttributeValue::Unknown(vec![number].into())),
    ]
}

fn origin() -> impl Strategy<Value = Origin> {
    prop_oneof![
        Just(Origin::Manual),
        (".{0,8}", 0.0..=1.0).prop_map(|(rule, score)| {
            let score = Number::from_f64(score).expect("the score is finite");
            Origin::Suggestion { rule, score }
        }),
        (".{0,8}", prop::option::of(".{0,8}")).prop_map(|(file, id)| Origin::Import { file, id }),
        unknown().prop_map(|mut unknown| {
            unknown.insert("kind".to_owned(), "oracle".into());
            Origin::Unknown(unknown.into())
        }),
    ]
}

/// A link without its ends: an end that no file has, where it starts, perhaps where it ends.
fn link() -> impl Strategy<Value = (Link, Index, Option<Index>)> {
    let kind =
        prop_oneof![select(LinkKind::ALL.as_slice()), "[x-z]{1,4}".prop_map(LinkKind::Other)];
    let link = (any::<u128>(), kind, timestamp(), unknown());
    let ends = (any::<Index>(), prop::option::weighted(0.8, any::<Index>()));
    (link, ends).prop_map(|((id, kind, created, unknown), (from, to))| {
        let end = AnnotationId::from_u128(id);
        let id = LinkId::from_u128(id);
        (Link { id, kind, from: end, to: end, created, unknown }, from, to)
    })
}

fn metadata() -> impl Strategy<Value = Metadata> {
    let text = || prop::option::of(".{0,8}");
    let direction =
        select([None, Some(Direction::LeftToRight), Some(Direction::RightToLeft)].as_slice());
    (".{0,8}", text(), text(), text(), text(), text(), direction).prop_map(
        |(title, byline, outlet, url, published, language, direction)| Metadata {
            title,
            byline,
            outlet,
            url,
            published,
            language,
            direction,
        },
    )
}

fn block_kind() -> impl Strategy<Value = BlockKind> {
    prop_oneof![
        (2..=6_u8).prop_map(BlockKind::Heading),
        select(
            [
                BlockKind::Metadata,
                BlockKind::Title,
                BlockKind::Paragraph,
                BlockKind::ListItem,
                BlockKind::BlockQuote,
                BlockKind::Caption,
            ]
            .as_slice()
        ),
    ]
}

fn timestamp() -> impl Strategy<Value = Timestamp> {
    prop_oneof![
        (1_700_000_000_000..1_800_000_000_000_i64).prop_map(Timestamp::from_unix_ms),
        (-62_167_219_200_000..=253_402_300_799_999_i64).prop_map(Timestamp::from_unix_ms),
    ]
}

/// Up to two fields whose names begin with `x-`, which no version will use.
fn unknown() -> impl Strategy<Value = UnknownFields> {
    let value = prop_oneof![
        Just(Value::Null),
        number(),
        article_text().prop_map(Value::from),
        prop::collection::vec(number(), 0..3).prop_map(Value::from),
        (field_name(), number())
            .prop_map(|(name, number)| { Value::Object([(name, number)].into_iter().collect()) }),
    ];
    prop::collection::vec((field_name(), value), 0..3)
        .prop_map(|fields| fields.into_iter().collect())
}

fn field_name() -> impl Strategy<Value = String> {
    ".{0,3}".prop_map(|name| format!("x-{name}"))
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        prop::num::f64::NORMAL.prop_map(Value::from),
    ]
}
