//! How articles and annotations of a file and of the library meet.

use std::rc::Rc;

use crate::formats::ImportedArticle;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Library, LinkId, Metadata, Origin, Timestamp,
};
use crate::order::sorted;

/// The ids of annotations of the file that get another one, before and after, by the former.
type Renamed = Vec<(AnnotationId, AnnotationId)>;

/// Gives articles and annotations of the file the ids under which they come into the library. Returns
/// how many articles come in beside one that has their id.
///
/// - An article that is not here, but whose text is, becomes the article here: offsets mean the same
///   in both.
/// - An article whose id means another text here gets one made from its own and the hash of the text,
///   and so does all that is marked in it. Offsets only mean something in their own text, so nothing of
///   the two can be joined, and neither text is worth more than the other. The new ids are the same
///   each time. Annotations that are in another article here are renamed alike.
/// - An annotation of which nobody says when it was changed becomes the one here that says all that it
///   says: many formats hold no ids.
pub fn settle_ids(library: &Library, articles: &mut [ImportedArticle]) -> usize {
    let mut renamed = Renamed::new();
    let mut n_parted = 0;
    for imported in articles.iter_mut() {
        let text = imported.article.text;
        let article = &mut imported.article;
        let of_text = |id: &str| [id.to_owned(), text.to_string()];
        let here = library.article(article.id);
        let is_parted = here.is_some_and(|here| here.text != text);
        if is_parted {
            n_parted += 1;
            let [id, hash] = of_text(&article.id.to_string());
            article.id = ArticleId::from_hash_of(&[&id, &hash]);
        } else if here.is_none() {
            let same = library.articles().find(|here| here.text == text);
            article.id = same.map_or(article.id, |same| same.id);
        }
        for annotation in &mut imported.annotations {
            annotation.article = article.id;
            let here = library.annotation(annotation.id);
            let id = if is_parted || here.is_some_and(|here| here.article != article.id) {
                let [id, hash] = of_text(&annotation.id.to_string());
                AnnotationId::from_hash_of(&[&id, &hash])
            } else if here.is_none() {
                twin(library, annotation).unwrap_or(annotation.id)
            } else {
                continue;
            };
            renamed.push((std::mem::replace(&mut annotation.id, id), id));
        }
    }
    rename_link_ends(articles, &sorted(renamed));
    n_parted
}

/// The annotation here that says all that `annotation` says, of which nobody knows when it was changed.
fn twin(library: &Library, annotation: &Annotation) -> Option<AnnotationId> {
    if annotation.modified != Timestamp::default() {
        return None;
    }
    let says = |here: &&Rc<Annotation>| {
        here.label == annotation.label
            && here.ranges == annotation.ranges
            && informed(annotation.clone(), here) == ***here
    };
    library.annotations_of(annotation.article).find(says).map(|here| here.id)
}

fn rename_link_ends(articles: &mut [ImportedArticle], renamed: &[(AnnotationId, AnnotationId)]) {
    let new_id = |id: AnnotationId| {
        let place = renamed.binary_search_by_key(&id, |(before, _)| *before);
        place.map_or(id, |place| renamed[place].1)
    };
    for link in articles.iter_mut().flat_map(|imported| &mut imported.links) {
        let (from, to) = (new_id(link.from), new_id(link.to));
        if (from, to) != (link.from, link.to) {
            let parts = [link.id.to_string(), from.to_string(), to.to_string()];
            link.id = LinkId::from_hash_of(&[&parts[0], &parts[1], &parts[2]]);
            (link.from, link.to) = (from, to);
        }
    }
}

/// `there` with what its file could not say, as it is `here`: many formats hold no times, and no more
/// than a part of what is known. In which file it came is no difference.
pub fn informed(mut there: Annotation, here: &Annotation) -> Annotation {
    if there.modified == Timestamp::default() {
        let mut informed = here.clone();
        (informed.label, informed.ranges) = (there.label, there.ranges);
        for (name, value) in there.attributes {
            informed.attributes.insert(name, value);
        }
        if !there.note.is_empty() {
            informed.note = there.note;
        }
        return informed;
    }
    there.replica = there.replica.or(here.replica);
    if matches!(there.origin, Origin::Import { .. }) {
        there.origin = here.origin.clone();
    }
    there
}

/// `here` with what only `there` knows; what both know stays as it is here.
pub fn completed(here: &Article, there: &Article) -> Article {
    let (ours, theirs) = (here.metadata.clone(), there.metadata.clone());
    let mut unknown = here.unknown.clone();
    for (name, value) in there.unknown.iter() {
        if !unknown.contains_key(name) {
            unknown.insert(name, value.clone());
        }
    }
    let metadata = Metadata {
        title: if ours.title.is_empty() { theirs.title } else { ours.title },
        byline: ours.byline.or(theirs.byline),
        outlet: ours.outlet.or(theirs.outlet),
        url: ours.url.or(theirs.url),
        published: ours.published.or(theirs.published),
        language: ours.language.or(theirs.language),
        direction: ours.direction.or(theirs.direction),
    };
    Article { metadata, unknown, ..here.clone() }
}
