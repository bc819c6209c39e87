//! How articles of a file and of the library meet.

use crate::formats::ImportedArticle;
use crate::model::{Annotation, AnnotationId, Article, ArticleId, Library, LinkId, Metadata};
use crate::order::sorted;

/// What becomes of ids of the file whose article cannot keep its own.
#[derive(Debug, Default)]
pub struct Renamed {
    /// The ids before and after, by the former.
    annotations: Vec<(AnnotationId, AnnotationId)>,
}

impl Renamed {
    /// The id that an annotation of the file has in the library.
    pub fn annotation(&self, id: AnnotationId) -> AnnotationId {
        let place = self.annotations.binary_search_by_key(&id, |(before, _)| *before);
        place.map_or(id, |place| self.annotations[place].1)
    }
}

/// Gives every article of the file whose id means another text here, and all that is marked in
/// it, ids made from their own and the hash of the text. Returns how many there were.
///
/// Offsets only mean something in their own text, so nothing of the two articles can be joined,
/// and neither text is worth more than the other. The new ids are the same each time.
pub fn part_from_other_texts(
    library: &Library,
    articles: &mut [ImportedArticle],
) -> (usize, Renamed) {
    let mut renamed = Renamed::default();
    let mut n_parted = 0;
    for imported in articles.iter_mut() {
        let here = library.article(imported.article.id);
        if here.is_none_or(|here| here.text == imported.article.text) {
            continue;
        }
        n_parted += 1;
        let hash = imported.article.text.to_string();
        let other_id = |id: &str| [id.to_owned(), hash.clone()];
        let id = other_id(&imported.article.id.to_string());
        imported.article.id = ArticleId::from_hash_of(&[&id[0], &id[1]]);
        for annotation in &mut imported.annotations {
            let id = other_id(&annotation.id.to_string());
            let other = AnnotationId::from_hash_of(&[&id[0], &id[1]]);
            renamed.annotations.push((annotation.id, other));
            *annotation =
                Annotation { id: other, article: imported.article.id, ..annotation.clone() };
        }
    }
    renamed.annotations = sorted(renamed.annotations);
    rename_link_ends(articles, &renamed);
    (n_parted, renamed)
}

fn rename_link_ends(articles: &mut [ImportedArticle], renamed: &Renamed) {
    for link in articles.iter_mut().flat_map(|imported| &mut imported.links) {
        let (from, to) = (renamed.annotation(link.from), renamed.annotation(link.to));
        if (from, to) != (link.from, link.to) {
            let parts = [link.id.to_string(), from.to_string(), to.to_string()];
            link.id = LinkId::from_hash_of(&[&parts[0], &parts[1], &parts[2]]);
            (link.from, link.to) = (from, to);
        }
    }
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
