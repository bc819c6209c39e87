//! English.

use onrecord_core::anchor::{Outcome, Reason};
use onrecord_core::formats::LossKind;
use onrecord_core::model::{BlockKind, LinkKind, Progress};
use onrecord_core::text::isolated;

use super::{Strings, bare};
use crate::library::Order;

/// The module in English.
pub static ENGLISH: Strings = Strings {
    add_articles: "Add articles",
    article_text: "Article text",
    article_title: "Title",
    title_suggested: "Leave empty to take it from the text",
    choose_files: "Choose files",
    add: "Add",
    cancel: "Cancel",
    not_saved: "Not saved yet. Save it, or press Escape again to leave it as it was.",
    nothing_to_add: "Paste a text, or choose files",
    reading_files: |n, n_files| format!("Reading files: {n} of {n_files}"),
    stop: "Stop",
    leave_out: |title| format!("Leave out {title}"),
    n_ready: |(n_articles, n_annotations)| {
        let articles = counted(n_articles, "article");
        match n_annotations {
            0 => format!("{articles} to add"),
            n => format!("{articles} and {} to add", counted(n, "annotation")),
        }
    },
    to_be_added: "To be added",
    already_in_library: |title| {
        let title = isolated(title);
        format!("This text is already in the library, as “{title}”")
    },
    same_story: |title, percent| {
        let title = isolated(title);
        format!(
            "Much of this text stands in “{title}” already ({percent} %). If it is a newer version, open \
             that article and choose “Newer version” there"
        )
    },
    unreadable: |file| format!("{file} could not be read from the disk"),
    stopped: |file| {
        format!("{file} could not be read: the part of the page that reads files stopped over it")
    },
    losses_of: |format| format!("What {format} cannot hold"),
    losses_why: "Here nothing changes; only the file lacks this:",
    losses_each: |n| {
        if n == 1 { "The one, by name".to_owned() } else { format!("All {n}, one by one") }
    },
    download: "Download",
    download_with_list: "Download with this list",
    close: "Close",
    save: "Save",
    untitled: "Untitled article",
    label: "Label",
    all: "All",
    file_facts: |format, n_articles, n_annotations, n_links| {
        let links =
            if n_links == 0 { String::new() } else { format!(" · {}", counted(n_links, "link")) };
        let articles = counted(n_articles, "article");
        format!("{format} · {articles} · {}{links}", counted(n_annotations, "annotation"))
    },
    counted_in: |unit| format!("Places are counted in {unit}"),
    n_more: |n| format!("and {n} more"),
    labels: "Labels",
    label_becomes: |label| format!("Label {label} becomes"),
    same_label: "as here",
    own_label: "a label of its own",
    becomes: |label| format!("becomes {label}"),
    misfits: "What does not fit its text",
    no_place: "Its words stand nowhere in the text; it is left out",
    leave_it_out: "Leave it out",
    other_problems: "Other problems",
    newer_version: "Newer version",
    newer_version_why: "Paste the text as it is now. Everything that is marked is looked for in it, and \
                        the version you have stays as an article of its own.",
    newer_text: "Newer text",
    from_file: "From a file",
    compare: "Compare",
    no_text: "There is no text in it",
    same_text: "This is the text that the article has already",
    differences: "Differences",
    outcome: |outcome| match outcome {
        Outcome::Same => "same",
        Outcome::Moved => "moved",
        Outcome::Edited => "edited",
        Outcome::Ambiguous => "to be decided",
        Outcome::Gone => "gone",
    },
    nothing_marked: "Nothing is marked in this article",
    place_of: |quote| format!("Place of {quote}"),
    decide: "Decide where it is",
    leave_with_older: "Leave it with the older version",
    undecided: "Say of each mark that is not certain where it is.",
    replace: "Replace",
    did_renew: "put a newer version in place",
    older_title: |title, day| format!("{title} (until {day})"),
    details: "Details",
    byline: "Byline",
    outlet: "Outlet",
    address: "Address",
    no_address: "An address begins with https:// or http://",
    published: "Published",
    no_date: "There is no such day. A date is a year, a month or a day, such as 2026-01-07, or words",
    language: "Language",
    no_language: "A language is given by its tag, such as en, fr or pt-BR",
    direction: "Direction",
    direction_of_text: "As the text says",
    left_to_right: "Left to right",
    right_to_left: "Right to left",
    did_change_details: "change details",
    blocks: "Blocks",
    blocks_why: "Choose what each block is. To part one, click where the second part begins. The text \
                 stays as it is.",
    kind: |kind| match kind {
        BlockKind::Metadata => "Metadata",
        BlockKind::Title => "Title",
        BlockKind::Heading(2) => "Heading",
        BlockKind::Heading(_) => "Smaller heading",
        BlockKind::Paragraph => "Paragraph",
        BlockKind::ListItem => "List item",
        BlockKind::BlockQuote => "Block quote",
        BlockKind::Caption => "Caption",
    },
    kind_of_block: |n| format!("Kind of block {n}"),
    text_of_block: |n| format!("Text of block {n}"),
    split_here: "Part here",
    join_with_next: "Join with the next",
    did_correct_blocks: "correct blocks",
    find: "Find",
    find_what: "Find in the article",
    hit_of: |n, n_all, has_more| {
        let more = if has_more { " or more" } else { "" };
        if n_all == 0 { "Not found".to_owned() } else { format!("{n} of {n_all}{more}") }
    },
    mind_case: "Match case",
    as_pattern: "Pattern",
    previous_hit: "Previous",
    next_hit: "Next",
    mark_hit: "Mark this hit",
    mark_all: "Mark all occurrences",
    mark_n: |n| format!("Mark {n}"),
    search_library: "Search library",
    find_in_library: "Find in titles and texts",
    order_by: "Order",
    order: |order| match order {
        Order::Added => "Newest here first",
        Order::Published => "Newest date first",
        Order::Title => "By title",
        Order::Outlet => "By outlet",
        Order::Marks => "Most annotations first",
    },
    progress_is: "Progress",
    progress: |progress| match progress {
        Progress::New => "new",
        Progress::InWork => "in work",
        Progress::Done => "done",
    },
    has_label: "With label",
    n_annotations: |n| counted(n, "annotation"),
    n_found: |n, n_shown| {
        let articles = if n == 1 { "1 article".to_owned() } else { format!("{n} articles") };
        if n > n_shown { format!("{articles}; the first {n_shown} are shown") } else { articles }
    },
    links: "Links",
    no_links: "It has no links yet.",
    not_here: "An annotation that is not in this library",
    relation: |relation| match (&relation.kind, relation.is_passive) {
        (LinkKind::Supports, false) => "supports",
        (LinkKind::Supports, true) => "is supported by",
        (LinkKind::Attacks, false) => "attacks",
        (LinkKind::Attacks, true) => "is attacked by",
        (LinkKind::Repeats, false) => "repeats",
        (LinkKind::Repeats, true) => "is repeated by",
        (LinkKind::Contradicts, false) => "contradicts",
        (LinkKind::Contradicts, true) => "is contradicted by",
        (LinkKind::Fulfils, false) => "fulfils",
        (LinkKind::Fulfils, true) => "is fulfilled by",
        (LinkKind::SameAs, _) => "is the same as",
        (LinkKind::Other(name), _) => name,
    },
    relation_to: |quote| format!("What it does to “{}”", isolated(bare(quote))),
    remove_link: |quote| format!("Remove the link with “{}”", isolated(bare(quote))),
    add_link: "Add a link",
    relation_of_new: "What it does to the other one",
    find_annotation: "Find an annotation by its words",
    n_annotations_found: |n, n_shown| {
        let annotations = counted(n, "annotation");
        match n > n_shown {
            true => format!("{annotations}; the first {n_shown} are shown"),
            false => annotations,
        }
    },
    did_change_links: "change links",
    unopened: "The articles could not be put together",
    // What core says has its English beside it.
    read_error: ToString::to_string,
    problem: ToString::to_string,
    problem_kind: ToString::to_string,
    unit: ToString::to_string,
    recognised: ToString::to_string,
    loss: ToString::to_string,
    loss_summary: LossKind::summary,
    not_converted: ToString::to_string,
    reason: Reason::words,
    bad_pattern: ToString::to_string,
};

/// So many things of this name.
fn counted(n: usize, name: &str) -> String {
    format!("{n} {name}{}", if n == 1 { "" } else { "s" })
}
