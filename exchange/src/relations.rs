//! How annotations are linked with each other, from the side of one of them.

use std::rc::Rc;

use onrecord::app::Moment;
use onrecord_core::find::{Manner, Search};
use onrecord_core::history::{Change, Edit};
use onrecord_core::model::{
    Annotation, AnnotationId, ArticleId, Library, Link, LinkId, LinkKind, Timestamp, UnknownFields,
};

use crate::strings::Strings;

/// How an annotation stands to another one: from its own side, it may be the end of the link.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// What the start of the link does to its end.
    pub kind: LinkKind,
    /// Whether the link leads to this annotation.
    pub is_passive: bool,
}

impl Relation {
    /// All that are offered. What is the same from both sides is offered once.
    pub fn all() -> impl Iterator<Item = Self> {
        LinkKind::ALL.into_iter().flat_map(|kind| {
            let is_mutual = matches!(kind, LinkKind::Contradicts | LinkKind::SameAs);
            let passive = (!is_mutual).then(|| Self { kind: kind.clone(), is_passive: true });
            [Self { kind, is_passive: false }].into_iter().chain(passive)
        })
    }
}

/// A link as it is to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// The link as it is; none for a new one.
    pub link: Option<Rc<Link>>,
    /// How the annotation is to stand to the other one.
    pub relation: Relation,
    /// The other annotation, which may be none of this library.
    pub other: AnnotationId,
}

impl Wanted {
    /// The link as it is, from the side of `annotation`, which is one of its ends.
    pub fn of(link: &Rc<Link>, annotation: AnnotationId) -> Self {
        let is_passive = link.from != annotation;
        Self {
            link: Some(link.clone()),
            relation: Relation { kind: link.kind.clone(), is_passive },
            other: if is_passive { link.from } else { link.to },
        }
    }

    fn as_link(&self, annotation: AnnotationId, id: LinkId, created: Timestamp) -> Link {
        let (mut from, mut to) = (annotation, self.other);
        if self.relation.is_passive {
            (from, to) = (to, from);
        }
        let kind = self.relation.kind.clone();
        match &self.link {
            Some(link) => Link { kind, from, to, ..Link::clone(link) },
            None => Link { id, kind, from, to, created, unknown: UnknownFields::default() },
        }
    }
}

/// What has to be changed so that the annotation has the wanted links and no others.
pub fn changes(
    library: &Library,
    annotation: AnnotationId,
    wanted: &[Wanted],
    moment: Moment,
) -> Vec<Change> {
    let stays = |link: &Rc<Link>| {
        wanted.iter().any(|it| it.link.as_ref().is_some_and(|kept| kept.id == link.id))
    };
    let gone = library.links_of(annotation).filter(|link| !stays(link)).map(Edit::remove);
    let created = Timestamp::from_unix_ms(moment.now_ms as i64);
    let kept = wanted.iter().enumerate().filter_map(|(nth, wanted)| {
        let id = LinkId::from_time(moment.now_ms, moment.random_for(nth));
        let after = wanted.as_link(annotation, id, created);
        match &wanted.link {
            Some(before) => (**before != after).then(|| Edit::replace(before, after)),
            None => Some(Edit::add(after)),
        }
    });
    gone.chain(kept).map(Change::Link).collect()
}

/// The annotations that this one can be linked with and that have these words in their quote or
/// note: those of its article first.
pub fn found(library: &Library, annotation: &Annotation, query: &str) -> Vec<Rc<Annotation>> {
    let query = query.trim();
    let search = Search::new(query, Manner::default()).ok().filter(|_| !query.is_empty());
    let fits = |it: &&Rc<Annotation>| {
        it.id != annotation.id
            && search
                .as_ref()
                .is_none_or(|search| search.is_in(&quote(library, it)) || search.is_in(&it.note))
    };
    let here = std::iter::once(annotation.article);
    let elsewhere = library.articles().map(|it| it.id).filter(|id| *id != annotation.article);
    let articles = here.chain(elsewhere);
    articles.flat_map(|article| library.annotations_of(article)).filter(fits).cloned().collect()
}

/// The marked words of an annotation.
pub fn quote(library: &Library, annotation: &Annotation) -> String {
    library.text_of(annotation.article).map_or(String::new(), |text| annotation.quote(text))
}

/// What an annotation is and where it stands, on one line; not where if that is `here`.
pub fn facts(
    library: &Library,
    annotation: &Annotation,
    here: ArticleId,
    strings: &Strings,
) -> String {
    let label = library.label_set().label(&annotation.label);
    let label = label.map_or(annotation.label.as_str(), |label| &label.name);
    if annotation.article == here {
        return label.to_owned();
    }
    let title = library.article(annotation.article).map(|article| article.metadata.title.as_str());
    let title = title.filter(|title| !title.is_empty()).unwrap_or(strings.untitled);
    format!("{label} · {title}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opened::Opened;
    use onrecord_core::history::Transaction;

    const MOMENT: Moment = Moment { now_ms: 1_767_863_564_000, random: [7; 10] };

    /// Three annotations in two articles; the first supports the second.
    fn library() -> Library {
        let json = r#"{"format": "onrecord", "version": 1, "offset_unit": "unicode-code-point", "articles": [
            {"title": "Rivers rise", "text": "The rivers rose. Nobody was hurt.",
             "annotations": [
                {"id": "019b8d2a-1c00-7000-8000-000000000001", "label": "claim", "ranges": [[4, 10]], "quote": "rivers"},
                {"id": "019b8d2a-1c00-7000-8000-000000000002", "label": "claim", "ranges": [[17, 23]], "quote": "Nobody"}],
             "links": [{"id": "019b8d2a-1c00-7000-8000-00000000000a", "kind": "supports",
                "from": "019b8d2a-1c00-7000-8000-000000000001", "to": "019b8d2a-1c00-7000-8000-000000000002"}]},
            {"title": "Bridges", "text": "A bridge over the river.",
             "annotations": [{"id": "019b8d2a-1c00-7000-8000-000000000003", "label": "pledge", "ranges": [[2, 8]], "quote": "bridge",
                "note": "promised twice"}]}]}"#;
        Opened::read(json, &crate::strings::ENGLISH).expect("it is an annotation file").library
    }

    fn id(last: u8) -> AnnotationId {
        AnnotationId::parse(&format!("019b8d2a-1c00-7000-8000-{last:012}")).expect("it is an id")
    }

    fn wanted(library: &Library, of: u8) -> Vec<Wanted> {
        library.links_of(id(of)).map(|link| Wanted::of(link, id(of))).collect()
    }

    /// The links after `change`, as `from kind to`.
    fn links_after(of: u8, change: impl FnOnce(&mut Vec<Wanted>)) -> Vec<String> {
        let mut library = library();
        let mut links = wanted(&library, of);
        change(&mut links);
        let changes = changes(&library, id(of), &links, MOMENT);
        Transaction::new("", changes).apply(&mut library).expect("it fits");
        let last = |id: AnnotationId| id.as_u128() & 0xff;
        let named = |it: &Rc<Link>| format!("{} {} {}", last(it.from), it.kind.name(), last(it.to));
        library.links().map(named).collect()
    }

    #[test]
    fn a_link_is_seen_from_both_ends() {
        let library = library();
        let supports = |is_passive| Relation { kind: LinkKind::Supports, is_passive };
        assert_eq!(wanted(&library, 1)[0].relation, supports(false));
        assert_eq!(wanted(&library, 2)[0].relation, supports(true));
        assert_eq!((wanted(&library, 1)[0].other, wanted(&library, 2)[0].other), (id(2), id(1)));
    }

    #[test]
    fn what_is_not_changed_is_no_change() {
        let library = library();
        for of in 1..=3 {
            assert_eq!(changes(&library, id(of), &wanted(&library, of), MOMENT), []);
        }
    }

    #[test]
    fn links_are_added_turned_and_removed() {
        let fulfils = |is_passive| Relation { kind: LinkKind::Fulfils, is_passive };
        let new = |is_passive| Wanted { link: None, relation: fulfils(is_passive), other: id(3) };
        let after = links_after(1, |it| it.push(new(false)));
        assert_eq!(after, ["1 supports 2", "1 fulfils 3"]);
        let after = links_after(1, |it| it.extend([new(true), new(false)]));
        assert_eq!(after, ["1 supports 2", "3 fulfils 1", "1 fulfils 3"]);
        assert_eq!(links_after(2, |it| it[0].relation = fulfils(false)), ["2 fulfils 1"]);
        assert_eq!(links_after(2, Vec::clear), [""; 0]);
    }

    #[test]
    fn annotations_of_the_same_article_come_first() {
        let library = library();
        let found = |of: u8, query: &str| -> Vec<String> {
            let annotation = library.annotation(id(of)).expect("it is there");
            found(&library, annotation, query).iter().map(|it| quote(&library, it)).collect()
        };
        assert_eq!(found(3, ""), ["rivers", "Nobody"]);
        assert_eq!(found(2, ""), ["rivers", "bridge"]);
        assert_eq!(found(1, "TWICE"), ["bridge"]);
        assert_eq!(found(1, "rivers"), [""; 0]);
    }

    #[test]
    fn relations_that_are_the_same_from_both_sides_are_offered_once() {
        let offered: Vec<Relation> = Relation::all().collect();
        let words = |it: &'_ Relation| (crate::strings::ENGLISH.relation)(it).to_owned();
        let distinct: std::collections::BTreeSet<_> = offered.iter().map(words).collect();
        assert_eq!((offered.len(), distinct.len()), (10, 10));
    }
}
