//! What can be decided about a file of annotations before it comes in: places for what does not fit
//! its text, and labels.

use std::collections::{BTreeMap, HashMap};

use crate::anchor::{Places, Quoted, places_of_quote};
use crate::formats::{Imported, Misfit, ProblemKind};

/// So many places are offered; what else does not fit is left out.
const MOST_OFFERED: usize = 200;
/// So many bytes are searched for them.
const MOST_SEARCHED: usize = 20_000_000;
/// So many of them for words that are only like those of a quote.
const MOST_THOROUGHLY: usize = 1_000_000;

/// Something that does not fit its text, and where it may belong.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// It.
    pub misfit: Misfit,
    /// Where its quote stands in the text; may be nowhere.
    pub places: Places,
    /// Why it does not fit, where that is known.
    pub reason: Option<ProblemKind>,
}

/// Looks for the quotes of what does not fit, in the order of the file. What cannot be told apart by
/// its place in the file is passed over.
pub fn offers(imported: &Imported) -> Vec<Offer> {
    let mut n_at_place: HashMap<&(String, String), usize> = HashMap::new();
    for misfit in &imported.misfits {
        *n_at_place.entry(&misfit.place).or_default() += 1;
    }
    let problems = imported.problems.iter().filter(|problem| problem.is_loss());
    let reasons: HashMap<(&str, &str), &ProblemKind> =
        problems.map(|it| ((it.file.as_str(), it.place.as_str()), &it.kind)).collect();
    let mut n_searched = 0;
    let offer = |misfit: &Misfit| {
        let text = &imported.articles.get(misfit.article)?.text;
        n_searched += text.as_str().len();
        let (parts, before, after) = (&misfit.quote, &*misfit.before, &*misfit.after);
        let is_thorough = n_searched <= MOST_THOROUGHLY;
        let quoted = Quoted { parts, before, after, near: misfit.near, is_thorough };
        let is_searched = n_searched <= MOST_SEARCHED;
        let places = if is_searched { places_of_quote(text, quoted) } else { Places::default() };
        let (file, place) = &misfit.place;
        let reason = reasons.get(&(&**file, &**place)).map(|kind| (*kind).clone());
        Some(Offer { misfit: misfit.clone(), places, reason })
    };
    let single = imported.misfits.iter().filter(|it| n_at_place.get(&it.place) == Some(&1));
    single.take(MOST_OFFERED).filter_map(offer).collect()
}

/// Gives everything that has a label of the file another one, by the ids of both.
pub fn relabel(imported: &mut Imported, labels: &BTreeMap<String, String>) {
    let annotations = imported.articles.iter_mut().flat_map(|article| &mut article.annotations);
    for annotation in annotations {
        if let Some(label) = labels.get(&annotation.label) {
            annotation.label.clone_from(label);
        }
    }
    if let Some(label_set) = &mut imported.label_set {
        label_set.labels.retain(|label| !labels.contains_key(&label.id));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::{Repairs, Scope, Source, Stamp, native};
    use crate::json::{self, Map, Value};
    use crate::model::{Annotation, Timestamp};
    use crate::testing::{library, n_cases};
    use crate::transfer::read_annotations;

    /// The file, read with these repairs.
    fn read(json: &str, repairs: &Repairs) -> Imported {
        let source = Source { repairs, ..Source::alone("a.json", json.as_bytes()) };
        let read = read_annotations(&source);
        read.expect("it is recognised").expect("it can be read").1
    }

    /// The label and the quote of each annotation.
    fn marked(imported: &Imported) -> Vec<(String, String)> {
        let marked = imported.articles.iter().flat_map(|article| {
            let text = &article.text;
            article.annotations.iter().map(|it| (it.label.clone(), it.quote(text)))
        });
        marked.collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(label, quote)| ((*label).into(), (*quote).into())).collect()
    }

    /// What stands in the file at a wrong place comes in at the first place that is offered, with its
    /// links, and nothing is said about it any more.
    fn check(json: &str, before: &[(&str, &str)], after: &[(&str, &str)], n_links: usize) {
        let imported = read(json, &Repairs::new());
        assert_eq!(marked(&imported), pairs(before));
        let offers = offers(&imported);
        let place = |it: &Offer| Some((it.misfit.place.clone(), it.places.all.first()?.clone()));
        let repairs: Repairs = offers.iter().filter_map(place).collect();
        assert!(offers.iter().all(|offer| offer.reason.is_some()), "{offers:?}");
        let repaired = read(json, &repairs);
        assert_eq!(marked(&repaired), pairs(after));
        assert_eq!(repaired.articles.iter().map(|it| it.links.len()).sum::<usize>(), n_links);
        assert_eq!((repaired.misfits.len(), repaired.problems), (0, vec![]));
    }

    #[test]
    fn what_our_own_file_has_at_a_wrong_place_can_be_put_right() {
        let json = r#"{"format": "onrecord", "version": 1, "offset_unit": "unicode-code-point", "articles": [
            {"text": "The mayor said “yes”, and then “no”.", "annotations": [
            {"id": "a", "label": "quote", "ranges": [[30, 34]], "quote": "“no”"},
            {"id": "b", "label": "claim", "ranges": [[4, 9]], "quote": "mayor"},
            {"id": "c", "label": "quote", "ranges": [[14, 18], [70, 80]], "quote": "“yes” … “no”"}],
            "links": [{"kind": "supports", "from": "a", "to": "b"}]}]}"#;
        let all = [("quote", "“no”"), ("claim", "mayor"), ("quote", "“yes” … “no”")];
        check(json, &all[1..2], &all, 1);
    }

    #[test]
    fn what_another_program_has_at_a_wrong_place_can_be_put_right() {
        let annotation = |id: &str, start: u32, quote: &str| {
            format!(
                r#"{{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "{id}", "type": "Annotation",
                "body": {{"type": "TextualBody", "value": "quote", "purpose": "tagging"}},
                "target": {{"source": "a.txt", "selector": [
                    {{"type": "TextPositionSelector", "start": {start}, "end": {}}},
                    {{"type": "TextQuoteSelector", "exact": "{quote}"}}]}}}}"#,
                start + 3
            )
        };
        let json = format!("[{},{}]", annotation("one", 9, "yes"), annotation("two", 2, "no!"));
        let text = "He said: yes. She said: no!";
        let beside = |name: &str| (name == "a.txt").then(|| text.as_bytes().to_vec());
        let read = |repairs: &Repairs| {
            let source = Source { repairs, ..Source::new("a.jsonld", json.as_bytes(), &beside) };
            read_annotations(&source).expect("it is recognised").expect("it can be read").1
        };
        let imported = read(&Repairs::new());
        assert_eq!(marked(&imported), pairs(&[("quote", "yes")]));
        let [offer] = &offers(&imported)[..] else { panic!("{:?}", imported.problems) };
        assert!(offer.places.is_certain);
        let place = (offer.misfit.place.clone(), offer.places.all[0].clone());
        let repaired = read(&Repairs::from([place]));
        assert_eq!(marked(&repaired), pairs(&[("quote", "yes"), ("quote", "no!")]));
        assert_eq!(repaired.problems, []);
    }

    /// The object with each member of the list called `name` changed.
    fn with_each(mut fields: Map, name: &str, change: fn(Map) -> Map) -> Map {
        let members = fields.remove(name).and_then(Value::into_array).unwrap_or_default();
        let changed = members.into_iter().filter_map(Value::into_object).map(change);
        fields.insert(name, Value::Array(changed.map(Value::Object).collect()));
        fields
    }

    /// The annotation behind the end of every text.
    fn displaced(mut annotation: Map) -> Map {
        let ranges = annotation.get("ranges").and_then(Value::as_array).unwrap_or_default();
        let range = |nth: u64| {
            let start = 90_000_000 + 2 * nth;
            Value::Array(vec![start.into(), (start + 1).into()])
        };
        let ranges = (0..ranges.len() as u64).map(range).collect();
        annotation.insert("ranges", Value::Array(ranges));
        annotation
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(n_cases(64)))]

        #[test]
        fn what_is_put_where_it_was_comes_back_as_it_was(library in library::library()) {
            let stamp = Stamp::new(Timestamp::from_unix_ms(1));
            let json = native::write(&library, Scope::Library, &stamp).expect("it can be written");
            let whole = read(&json, &Repairs::new());
            let file = json::parse(&json).and_then(Value::into_object).expect("it is JSON");
            let torn = with_each(file, "articles", |it| with_each(it, "annotations", displaced));
            let file = Value::Object(torn).to_string();
            let torn = read(&file, &Repairs::new());
            prop_assert_eq!(marked(&torn), vec![]);
            let annotations: Vec<_> = whole.articles.iter().flat_map(|it| &it.annotations).collect();
            // Where a quote is nothing but blanks there is nothing to look for.
            let is_blank = |it: &&&Annotation| {
                let text = library.article(it.article).and_then(|it| library.text(it.text));
                text.is_some_and(|text| it.quote(text).trim().is_empty())
            };
            let n_blank = annotations.iter().filter(is_blank).count();
            prop_assert_eq!(torn.misfits.len() + n_blank, annotations.len());
            let places = whole.articles.iter().enumerate().flat_map(|(article_idx, article)| {
                article.annotations.iter().enumerate().map(move |(idx, it)| {
                    let place = format!("articles[{article_idx}].annotations[{idx}]");
                    (("a.json".to_owned(), place), it.ranges.clone())
                })
            });
            let repaired = read(&file, &places.collect());
            prop_assert_eq!(repaired.articles, whole.articles);
            for offer in offers(&torn).iter().filter(|offer| offer.places.is_certain) {
                let text = &torn.articles[offer.misfit.article].text;
                let words = offer.places.all[0].iter().map(|range| text.slice(*range));
                prop_assert!(words.eq(offer.misfit.quote.iter().map(String::as_str)));
            }
        }
    }

    #[test]
    fn a_repair_that_is_no_place_of_the_text_is_not_taken() {
        let json = r#"{"format": "onrecord", "version": 1, "offset_unit": "unicode-code-point", "articles": [
            {"text": "yes", "annotations": [{"label": "quote", "ranges": [[0, 9]], "quote": "yes"}]}]}"#;
        let imported = read(json, &Repairs::new());
        let place = imported.misfits[0].place.clone();
        use crate::text::CharSpan;
        for ranges in [vec![CharSpan::of(1, 9)], vec![CharSpan::of(1, 1)], vec![]] {
            assert_eq!(read(json, &Repairs::from([(place.clone(), ranges)])), imported);
        }
    }

    #[test]
    fn labels_of_the_file_become_others() {
        let json =
            r#"{"id": 7, "text": "He said no.", "label": [[8, 10, "denial"], [0, 2, "who"]]}"#;
        let mut imported = read(json, &Repairs::new());
        relabel(&mut imported, &BTreeMap::from([("denial".to_owned(), "quote".to_owned())]));
        assert_eq!(marked(&imported), pairs(&[("quote", "no"), ("who", "He")]));
        let labels = imported.label_set.expect("it has labels").labels;
        assert_eq!(labels.iter().map(|label| label.id.as_str()).collect::<Vec<_>>(), ["who"]);
    }
}
