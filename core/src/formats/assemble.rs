//! Makes annotations of what a reader found: decides the offset unit, checks every place and
//! quote, gives ids, and makes a label set of the labels met.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::ingest;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, AttributeValue, Attributes, Label, LabelSet,
    Link, LinkId, LinkKind, Origin, Timestamp, UnknownFields,
};
use crate::phrase::{escaped, said};
use crate::text::{ArticleText, ByteSpan, CharOffset, CharSpan, TextHash};

use super::attribute_json::attribute_of;
use super::counted_text::{CountedText, decide};
use super::draft::{Context, DraftArticle, DraftFile, DraftLink, DraftSpan, Matching, Rules};
use super::misfit::{self, repaired};
use super::native::found_blocks;
use super::{
    Imported, ImportedArticle, Misfit, OffsetUnit, ProblemKind, ReadErrorKind, UnitDecision,
    UnitReason,
};

/// The id of a label set made of the labels that a file uses.
const LABEL_SET: &str = "labels";

/// Makes annotations of a file that was taken apart.
///
/// What does not fit its text or its quote is left out and noted; everything else is kept.
///
/// # Errors
/// When there is more than is taken in.
pub fn assemble(mut file: DraftFile<'_>) -> Result<Imported, ReadErrorKind> {
    let n_spans: usize = file.articles.iter().map(|article| article.spans.len()).sum();
    let limit = file.source.limits.annotations;
    if n_spans > limit {
        return Err(ReadErrorKind::TooManyAnnotations { limit });
    }
    let drafts = without_long_texts(&mut file);
    let texts: Vec<Rc<ArticleText>> =
        drafts.iter().map(|draft| Rc::new(ArticleText::new(&*draft.text))).collect();
    let counted: Vec<CountedText<'_>> = texts.iter().map(|text| CountedText::new(text)).collect();
    let unit = unit_of(file.rules, &drafts, &counted);
    let labels = std::mem::take(&mut file.labels);
    let mut assembler = Assembler {
        unit: unit.unit,
        is_single: drafts.len() == 1,
        file_hash: TextHash::of_bytes(file.source.bytes).to_string(),
        known_labels: labels.iter().cloned().collect(),
        labels,
        article_ids: HashSet::new(),
        annotation_ids: HashSet::new(),
        link_ids: HashSet::new(),
        misfits: Vec::new(),
        file,
    };
    let mut articles = Vec::with_capacity(drafts.len());
    for (article_idx, draft) in drafts.into_iter().enumerate() {
        let (text, counted) = (&texts[article_idx], &counted[article_idx]);
        articles.push(assembler.article(draft, article_idx, text, counted));
    }
    let label_set = label_set(assembler.labels);
    let (problems, misfits) = (assembler.file.problems, assembler.misfits);
    Ok(Imported { label_set, articles, unit: Some(unit), problems, misfits, ..Imported::default() })
}

fn label_set(labels: Vec<String>) -> Option<LabelSet> {
    let (id, unknown) = (LABEL_SET.to_owned(), UnknownFields::new());
    let made = labels.iter().enumerate().map(|(place, id)| Label::made_from_id(id, place));
    (!labels.is_empty()).then(|| LabelSet { id, version: 1, labels: made.collect(), unknown })
}

fn without_long_texts(file: &mut DraftFile<'_>) -> Vec<DraftArticle> {
    let limit = file.source.limits.text_bytes;
    let (short, long): (Vec<_>, Vec<_>) = std::mem::take(&mut file.articles)
        .into_iter()
        .partition(|article| article.text.len() <= limit);
    for article in long {
        file.leave_out(
            article.place,
            ProblemKind::TooLong { limit },
            article.id.unwrap_or_default(),
        );
    }
    short
}

fn unit_of(rules: Rules, drafts: &[DraftArticle], texts: &[CountedText<'_>]) -> UnitDecision {
    let has_ranges = drafts.iter().any(|draft| draft.spans.iter().any(|it| !it.ranges.is_empty()));
    if rules.is_declared {
        return UnitDecision { unit: rules.unit, reason: UnitReason::Declared };
    }
    let quoted = || {
        let pairs = drafts.iter().zip(texts);
        pairs.flat_map(|(draft, text)| draft.spans.iter().map(move |span| (span, text)))
    };
    let is_proof = |span: &DraftSpan| span.quote.is_some() && !span.ranges.is_empty();
    let n_quotes = quoted().filter(|(span, _)| is_proof(span)).count();
    let n_matching = |unit| {
        let is_match = |(span, text): &(&DraftSpan, &CountedText<'_>)| {
            let Some(quote) = span.quote.as_ref().filter(|_| is_proof(span)) else { return false };
            let ranges = ranges(text, unit, &span.ranges);
            ranges.is_ok_and(|ranges| matches(text.text(), &ranges, quote, rules))
        };
        quoted().filter(is_match).count()
    };
    match decide(rules.unit, n_quotes, n_matching) {
        UnitDecision { unit, reason: UnitReason::Usual } if !has_ranges => {
            UnitDecision { unit, reason: UnitReason::NoOffsets }
        }
        decision => decision,
    }
}

/// The ranges in code points, as the file has them.
fn ranges(
    text: &CountedText<'_>,
    unit: OffsetUnit,
    pairs: &[[u64; 2]],
) -> Result<Vec<CharSpan>, ProblemKind> {
    pairs.iter().map(|pair| text.span(unit, *pair)).collect()
}

/// Whether the text at `ranges` is `quote`.
fn matches(text: &ArticleText, ranges: &[CharSpan], quote: &str, rules: Rules) -> bool {
    let found = joined(text, ranges, rules.joiner);
    found == quote || {
        let same = |text: &str| comparable(text, rules.matching).into_owned();
        rules.matching != Matching::Exact && same(&found) == same(quote)
    }
}

/// Where the quote stands, and nowhere else, or nowhere else with this context around it.
fn found_by_quote(
    text: &ArticleText,
    quote: &str,
    context: &Context,
) -> Result<CharSpan, ProblemKind> {
    let whole = text.as_str();
    // Half a character at an end of the context, cut by the program that wrote it, says nothing.
    let before = context.before.rsplit('\u{fffd}').next().unwrap_or_default();
    let after = context.after.split('\u{fffd}').next().unwrap_or_default();
    let is_here = |place: &usize| {
        whole[..*place].ends_with(before) && whole[place + quote.len()..].starts_with(after)
    };
    let all = whole.match_indices(quote).map(|(place, _)| place);
    let is_only = all.clone().nth(1).is_none();
    let mut places = all.filter(|place| is_only || is_here(place));
    match (places.next().filter(|_| !quote.is_empty()), places.next()) {
        (Some(place), None) => Ok(text.to_chars(ByteSpan::of(place, place + quote.len()))),
        (None, _) => {
            let reason = said!("the quote \"{0}\" does not stand in the text", escaped(quote));
            Err(ProblemKind::particular(reason))
        }
        (Some(_), Some(_)) => {
            let reason =
                said!("the quote \"{0}\" stands in the text more than once", escaped(quote));
            Err(ProblemKind::particular(reason))
        }
    }
}

fn joined<'t>(text: &'t ArticleText, ranges: &[CharSpan], joiner: &str) -> Cow<'t, str> {
    match ranges {
        [range] => Cow::Borrowed(text.slice(*range)),
        _ => {
            let parts: Vec<&str> = ranges.iter().map(|range| text.slice(*range)).collect();
            Cow::Owned(parts.join(joiner))
        }
    }
}

fn comparable(text: &str, matching: Matching) -> Cow<'_, str> {
    match matching {
        Matching::Exact => Cow::Borrowed(text),
        Matching::LineEnds => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        Matching::Blanks => {
            let is_blank = |character| {
                matches!(character, '\0' | '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}')
                    || matches!(character, '\u{2028}' | '\u{2029}')
            };
            Cow::Owned(text.replace(is_blank, " "))
        }
    }
}

struct Assembler<'a> {
    file: DraftFile<'a>,
    unit: OffsetUnit,
    /// Whether the name of the file may be the title of its article.
    is_single: bool,
    file_hash: String,
    /// In the order in which they were met.
    labels: Vec<String>,
    known_labels: HashSet<String>,
    article_ids: HashSet<ArticleId>,
    annotation_ids: HashSet<AnnotationId>,
    link_ids: HashSet<LinkId>,
    misfits: Vec<Misfit>,
}

impl Assembler<'_> {
    fn article(
        &mut self,
        mut draft: DraftArticle,
        article_idx: usize,
        text: &Rc<ArticleText>,
        counted: &CountedText<'_>,
    ) -> ImportedArticle {
        let id = self.article_id(&draft, text);
        let spans = std::mem::take(&mut draft.spans);
        let mut annotations = Vec::with_capacity(spans.len());
        // Two things of one name: a link to that name would be a guess.
        let mut by_name: HashMap<String, Option<AnnotationId>> = HashMap::new();
        for (span_idx, span) in spans.into_iter().enumerate() {
            let names = [span.key.clone(), span.id.clone()];
            let Some(ranges) = self.placed(&span, article_idx, counted) else { continue };
            let annotation = self.annotation(span, span_idx, id, ranges, counted);
            for name in names.into_iter().flatten() {
                let named = by_name.entry(name).or_insert(Some(annotation.id));
                *named = named.filter(|earlier| *earlier == annotation.id);
            }
            annotations.push(annotation);
        }
        let links = std::mem::take(&mut draft.links);
        let links = links.into_iter().filter_map(|link| self.link(link, id, &by_name)).collect();
        let stem = self.is_single.then(|| self.file.source.stem());
        let article = described(draft, id, text, stem);
        ImportedArticle { article, text: text.clone(), annotations, links }
    }

    fn article_id(&mut self, draft: &DraftArticle, text: &ArticleText) -> ArticleId {
        let hash = text.hash().to_string();
        let id = match draft.id.as_deref() {
            Some(own_id) => {
                ArticleId::parse(own_id).unwrap_or_else(|| ArticleId::from_parts(&[&hash, own_id]))
            }
            None => ArticleId::from_parts(&[&hash]),
        };
        if self.article_ids.insert(id) {
            return id;
        }
        if let Some(own_id) = &draft.id {
            self.file.note(&draft.place, ProblemKind::DuplicateId { id: own_id.clone() });
        }
        let position = self.article_ids.len().to_string();
        let other = ArticleId::from_parts(&[&hash, &id.to_string(), &position]);
        self.article_ids.insert(other);
        other
    }

    fn annotation(
        &mut self,
        span: DraftSpan,
        span_idx: usize,
        article: ArticleId,
        ranges: Vec<CharSpan>,
        text: &CountedText<'_>,
    ) -> Annotation {
        let label = self.label(&span);
        let id = self.annotation_id(&span, span_idx, article);
        let mut attributes = Vec::with_capacity(span.attributes.len());
        for (name, value) in span.attributes {
            let (value, problem) = attribute_of(value, text.text());
            if let Some(kind) = problem {
                self.file.note(format!("{}: {name}", span.place), kind);
            }
            attributes.extend(value.map(|value| (name, value)));
        }
        let created = span.created.or(span.modified).unwrap_or_default();
        let own_id = span.id.filter(|own_id| AnnotationId::parse(own_id).is_none());
        let file = self.file.source.name.to_owned();
        Annotation {
            id,
            article,
            label,
            ranges,
            attributes: self.short(attributes.into_iter().collect(), &span.place),
            note: self.short_text(span.note, &span.place),
            annotator: self.short_text(span.annotator, &span.place),
            replica: None,
            created,
            modified: span.modified.unwrap_or(created),
            origin: span.origin.unwrap_or(Origin::Import { file, id: own_id }),
            unknown: span.unknown,
        }
    }

    /// Where the span is, or is to go; `None` when it is left out.
    fn placed(
        &mut self,
        span: &DraftSpan,
        article_idx: usize,
        text: &CountedText<'_>,
    ) -> Option<Vec<CharSpan>> {
        let kind = match self.checked_ranges(span, text) {
            Ok(ranges) => return Some(ranges),
            Err(kind) => kind,
        };
        let place = (self.file.source.name.to_owned(), span.place.clone());
        let elsewhere = repaired(self.file.source.repairs, &place, text.text());
        if elsewhere.is_none() {
            self.misfits.extend(self.misfit(span, article_idx, place));
            self.file.leave_out(&span.place, kind, described_span(span));
        }
        elsewhere
    }

    fn misfit(&self, span: &DraftSpan, article: usize, place: (String, String)) -> Option<Misfit> {
        let quote = span.quote.as_ref().filter(|quote| !quote.trim().is_empty())?;
        let Context { before, after } = span.context.clone().unwrap_or_default();
        let near = span.ranges.iter().map(|[start, _]| *start).min();
        Some(Misfit {
            place,
            article,
            label: span.label.clone(),
            quote: misfit::parts(quote, self.file.rules.joiner, span.ranges.len()),
            before,
            after,
            near: near.and_then(|it| usize::try_from(it).ok()).map(CharOffset::new),
        })
    }

    /// The ranges in code points, in text order, on their quote, overlapping none of each other.
    fn checked_ranges(
        &mut self,
        span: &DraftSpan,
        text: &CountedText<'_>,
    ) -> Result<Vec<CharSpan>, ProblemKind> {
        if let (Some(context), Some(quote), true) =
            (&span.context, &span.quote, span.ranges.is_empty())
        {
            return found_by_quote(text.text(), quote, context).map(|range| vec![range]);
        }
        let mut found = ranges(text, self.unit, &span.ranges)?;
        if let Some(empty) = found.iter().find(|range| range.is_empty()) {
            return Err(ProblemKind::EmptyRange { at: empty.start().get() as u64 });
        }
        if found.is_empty() {
            return Err(ProblemKind::NoRange);
        }
        if let Some(quote) = &span.quote
            && !matches(text.text(), &found, quote, self.file.rules)
        {
            let found = joined(text.text(), &found, self.file.rules.joiner).into_owned();
            return Err(ProblemKind::QuoteMismatch { quote: quote.clone(), found });
        }
        if !found.is_sorted() {
            found.sort_unstable();
            let reason = said!("its ranges are out of order; they were put into text order");
            self.file.note(&span.place, ProblemKind::particular(reason));
        }
        if found.windows(2).any(|pair| pair[0].overlaps(pair[1])) {
            return Err(ProblemKind::OverlappingRanges);
        }
        Ok(found)
    }

    fn label(&mut self, span: &DraftSpan) -> String {
        if self.known_labels.insert(span.label.clone()) {
            self.labels.push(span.label.clone());
        }
        span.label.clone()
    }

    /// A UUID is kept. Any other id is made from the file, the article and its name or place, so
    /// that reading a file twice gives the same.
    fn annotation_id(
        &mut self,
        span: &DraftSpan,
        span_idx: usize,
        article: ArticleId,
    ) -> AnnotationId {
        let (in_article, position) = (article.to_string(), span_idx.to_string());
        let id = match span.id.as_deref() {
            Some(own_id) => AnnotationId::parse(own_id).unwrap_or_else(|| {
                AnnotationId::from_parts(&[&self.file_hash, &in_article, own_id])
            }),
            None => AnnotationId::from_parts(&[&self.file_hash, &in_article, "", &position]),
        };
        if self.annotation_ids.insert(id) {
            return id;
        }
        let own_id = span.id.clone().unwrap_or_default();
        self.file.note(&span.place, ProblemKind::DuplicateId { id: own_id.clone() });
        let other = AnnotationId::from_parts(&[&self.file_hash, &in_article, &own_id, &position]);
        self.annotation_ids.insert(other);
        other
    }

    fn link(
        &mut self,
        draft: DraftLink,
        article: ArticleId,
        by_name: &HashMap<String, Option<AnnotationId>>,
    ) -> Option<Link> {
        let end = |name: &str| match by_name.get(name) {
            Some(found) => *found,
            None => AnnotationId::parse(name),
        };
        let (Some(from), Some(to)) = (end(&draft.from), end(&draft.to)) else {
            let missing = if end(&draft.from).is_none() { &draft.from } else { &draft.to };
            let kind = match by_name.contains_key(missing) {
                false => ProblemKind::LinkEndMissing { id: missing.clone() },
                true => ProblemKind::particular(said!(
                    "\"{0}\", which it links, is the id of several annotations",
                    escaped(missing)
                )),
            };
            let left_out = format!("{} {} {}", draft.from, draft.kind, draft.to);
            self.file.leave_out(draft.place, kind, left_out);
            return None;
        };
        let parts = [article.to_string(), from.to_string(), to.to_string(), draft.kind.clone()];
        let parts = [&*self.file_hash, &*parts[0], &*parts[1], &*parts[2], &*parts[3]];
        let own_id = draft.id.as_deref().and_then(LinkId::parse);
        let mut id = own_id.unwrap_or_else(|| LinkId::from_parts(&parts));
        if !self.link_ids.insert(id) {
            if own_id.is_some() {
                self.file.note(draft.place, ProblemKind::DuplicateId { id: id.to_string() });
            }
            let position = self.link_ids.len().to_string();
            id = LinkId::from_parts(&[&parts[..], &[&*position]].concat());
            self.link_ids.insert(id);
        }
        let (kind, created) = (LinkKind::parse(&draft.kind), Timestamp::default());
        Some(Link { id, kind, from, to, created, unknown: UnknownFields::new() })
    }

    fn short(&mut self, mut attributes: Attributes, place: &str) -> Attributes {
        let limit = self.file.source.limits.string_bytes;
        let is_long = |value: &AttributeValue| match value {
            AttributeValue::Text(text) => text.len() > limit,
            AttributeValue::List(texts) => texts.iter().any(|text| text.len() > limit),
            _ => false,
        };
        attributes.retain(|name, value| {
            let is_kept = !is_long(value);
            if !is_kept {
                let place = format!("{place}: {name}");
                self.file.leave_out(place, ProblemKind::TooLong { limit }, "");
            }
            is_kept
        });
        attributes
    }

    fn short_text(&mut self, text: String, place: &str) -> String {
        let limit = self.file.source.limits.string_bytes;
        if text.len() <= limit {
            return text;
        }
        self.file.leave_out(place, ProblemKind::TooLong { limit }, text);
        String::new()
    }
}

fn described(
    draft: DraftArticle,
    id: ArticleId,
    text: &Rc<ArticleText>,
    stem: Option<&str>,
) -> Article {
    let blocks = draft.blocks.unwrap_or_else(|| found_blocks(text));
    let mut metadata = draft.metadata;
    if metadata.title.is_empty() {
        metadata.title = ingest::suggested_title(text, &blocks, stem);
    }
    let mut unknown = draft.unknown;
    if let Some(own_id) = draft.id.filter(|own_id| ArticleId::parse(own_id).is_none()) {
        unknown.insert("source_id", own_id.into());
    }
    let (is_done, added) = (draft.is_done, draft.added.unwrap_or_default());
    Article { id, text: text.hash(), blocks, metadata, is_done, added, unknown }
}

/// The span in words, for a person who wants to know what was left out.
fn described_span(span: &DraftSpan) -> String {
    let ranges: Vec<String> =
        span.ranges.iter().map(|[start, end]| format!("{start}-{end}")).collect();
    let quote = span.quote.as_deref().unwrap_or_default();
    format!("{} {} {quote}", span.label, ranges.join(",")).trim_end().to_owned()
}
