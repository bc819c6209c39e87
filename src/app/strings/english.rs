//! English.

use onrecord_core::text::{isolated, small_letters};

use super::super::action::StorageFailure;
use super::{Imported, Strings};

/// The page in English.
pub static ENGLISH: Strings = Strings {
    wordmark: "On the Record",
    labels: "Labels",
    undo: "Undo",
    redo: "Redo",
    undo_what: |what| format!("Undo: {what}"),
    redo_what: |what| format!("Redo: {what}"),
    export: "Export",
    storage: "Storage",
    saving: "Saving…",
    saved: "Saved in this browser",
    not_saved: |failure, is_in_journal| {
        let reason = match failure {
            StorageFailure::Full => "local storage is full",
            StorageFailure::Blocked => "this browser blocks local storage",
            StorageFailure::Newer => "a newer version of this page has been here; reload",
            StorageFailure::SecondStore => "the second store does not answer",
            StorageFailure::Other => "the browser did not keep it",
        };
        let where_else = match (failure, is_in_journal) {
            (StorageFailure::Newer, _) => "",
            (StorageFailure::SecondStore, _) => " (a crash may lose it: export)",
            (_, true) => " (kept in the second store)",
            (_, false) => " (export before you leave)",
        };
        format!("Not saved: {reason}{where_else}")
    },
    copy_age: |days| match days {
        None => "No file copy yet".into(),
        Some(0) => "File copy: today".into(),
        Some(days) => format!("File copy: {} ago", count(days as usize, "day", "days")),
    },
    percent_used: |percent| format!("{percent} % of local storage used"),
    library: "Library",
    find_article: "Find an article",
    no_article_found: "No article has these words in its title",
    no_articles: "The library is empty. Add an article to begin.",
    add_articles: "Add articles",
    add_articles_how: "Paste, drop files, or choose them",
    add_articles_formats: ".txt .md .html .docx .json .jsonl",
    article_title: "Title",
    cancel: "Cancel",
    save: "Save",
    dismiss: "Dismiss",
    drop_to_add: "Drop to add",
    rename: "Rename",
    rename_what: |title| format!("Rename {title}"),
    remove_what: |title| format!("Remove {title}"),
    done_what: |title| format!("Done: {title}"),
    whole_library: |format| format!("{format}, whole library"),
    other_formats: "Whole library, in the formats below",
    messages: "Messages",
    new: "new",
    in_work: "in work",
    done: "done",
    n_hidden: |n_turning, n_invisible| {
        let turning = count(n_turning, "direction mark", "direction marks");
        let invisible = count(n_invisible, "invisible character", "invisible characters");
        match (n_turning, n_invisible) {
            (0, _) => invisible,
            (_, 0) => turning,
            _ => format!("{turning}, {invisible}"),
        }
    },
    n_characters: |n| count(n, "character", "characters"),
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    months_short: [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec",
    ],
    day: |day, month, year| format!("{day} {month} {year}"),
    n_words: |n| count(n, "word", "words"),
    n_of_label: |n, label| {
        let label = small_letters(label);
        if n == 1 { format!("1 {label}") } else { format!("{n} {label}s") }
    },
    selection_actions: "Mark selection",
    copy: "Copy",
    copied: "Copied",
    annotations: "Annotations",
    no_annotations: "Nothing is marked yet",
    label: "Label",
    note: "Note",
    delete: "Delete",
    not_set: "not set",
    from_selection: "Use selection",
    from_selection_how: "Select the passage in the article, then press this",
    clear: "Clear",
    date_or_text: "Date or words",
    one_address_per_line: "One address per line",
    links: "Links",
    annotator: "Annotator",
    annotator_why: "This name is written with each of your annotations, here and in exported files. \
                    It never leaves this browser by itself.",
    default_annotator: "annotator",
    text_size: "Text size",
    line_width: "Line width",
    normal: "Normal",
    small: "Small",
    large: "Large",
    larger: "Very large",
    narrow: "Narrow",
    wide: "Wide",
    single_keys: "Single-letter keys",
    single_keys_everywhere: "Everywhere",
    single_keys_in_caret: "Only in caret mode",
    theme: "Theme",
    theme_system: "System theme",
    theme_light: "Light theme",
    theme_dark: "Dark theme",
    keys: "Keys",
    close: "Close",
    hint: "Select a passage, then press 1, 2 or 3. Click a highlight to edit it. Ctrl+Z takes back.",
    map: "Where the annotations are",
    untitled: "Untitled article",
    loading_text: "Fetching the text…",
    show_or_hide: "Show or hide these",
    mark_by_keyboard: "Mark by keyboard",
    caret: "Article text, caret mode",
    selected: |text| format!("{text} selected"),
    first_word: |word| format!("{word}: now tap the last word, or a label"),
    unselected: |text| format!("{text} unselected"),
    blank: "blank",
    no_further: "No further",
    mark_begins: |label| format!("{} begins", small_letters(label)),
    mark_ends: |label| format!("{} ends", small_letters(label)),
    chosen: |label, quote, n, n_all| {
        let quote = isolated(quote);
        format!("{label}, {n} of {n_all}: {quote}")
    },
    did_mark: |label| format!("mark {}", small_letters(label)),
    did_mark_all: |label, n| format!("mark {n} times as {}", small_letters(label)),
    did_relabel: |label| format!("change label to {}", small_letters(label)),
    did_set: |attribute| format!("set {}", small_letters(attribute)),
    did_adjust: |label| format!("move an end of {}", small_letters(label)),
    did_note: "change note",
    did_delete: |label| format!("delete {}", small_letters(label)),
    did_add_articles: |n| if n == 1 { "add article".into() } else { format!("add {n} articles") },
    did_rename: "rename article",
    did_remove_article: "remove article",
    did_set_done: "change progress",
    did_import: |file| {
        let file = isolated(file);
        format!("read {file}")
    },
    did_set_annotator: "change annotator",
    done_step: |what| format!("Done: {what}"),
    marked: |label, quote| {
        let quote = isolated(quote);
        format!("Marked as {}: {quote}", small_letters(label))
    },
    adjusted: |label, quote| {
        let quote = isolated(quote);
        format!("{label} is now: {quote}")
    },
    cannot_adjust: "A mark holds at least one character",
    relabelled: |label| format!("Label changed to {}", small_letters(label)),
    deleted: |label| format!("{label} deleted"),
    undone: |what| format!("Undone: {what}"),
    redone: |what| format!("Redone: {what}"),
    nothing_to_undo: "Nothing to undo",
    nothing_to_redo: "Nothing to redo",
    step_refused: |what| {
        format!(
            "“{what}” cannot be taken back: another tab has changed the same thing since. \
             Nothing was changed"
        )
    },
    armed: |label| {
        format!("Each selection is now marked as {}. Esc ends this", small_letters(label))
    },
    disarmed: "Selections are no longer marked at once",
    already_marked: |label| format!("This passage is already marked as {}", small_letters(label)),
    opened: |title| {
        let title = isolated(title);
        format!("Opened {title}")
    },
    added: |n| if n == 1 { "Article added".into() } else { format!("{n} articles added") },
    already_in_library: |title| {
        let title = isolated(title);
        format!("This text is already in the library, as “{title}”")
    },
    removed_article: |title| {
        let title = isolated(title);
        format!("“{title}” and its annotations were removed")
    },
    text_missing: |title| {
        let title = isolated(title);
        {
            format!(
                "The text of “{title}” is in neither store. Its annotations are kept; add the text \
             again to see them"
            )
        }
    },
    a_text_is_missing: "the text of an article is in neither store",
    exported: |file| format!("Exported {file}"),
    exported_as: |name| format!("The file names you “{name}”"),
    set_name: "Set your name",
    export_failed: |reason| {
        format!("Nothing was exported: {reason}. Your annotations are kept here")
    },
    imported: |import: &Imported| {
        let mut parts = Vec::new();
        if import.n_articles > 0 {
            parts.push(count(import.n_articles, "article", "articles"));
        }
        parts.push(format!("{} new", count(import.n_added, "annotation", "annotations")));
        if import.n_updated > 0 {
            parts.push(format!("{} updated", import.n_updated));
        }
        if import.n_same > 0 {
            parts.push(format!("{} already here", import.n_same));
        }
        format!("Read {}: {}", import.file, parts.join(", "))
    },
    import_problems: |file, n, first| {
        let left_out = count(n, "problem", "problems");
        format!("{file}: {left_out}; what could be read was kept. First: {first}")
    },
    import_failed: |reason| format!("{reason}. Nothing here was changed"),
    reader_missing: "The part of the page that reads and writes files did not arrive, or stopped. \
                     Nothing was changed: look after your connection and try again",
    reader_differs: "The page and its reader are of different versions; reload the page",
    try_again: "Try again",
    deleted_here: |n| {
        format!("{} of the file had been deleted here", count(n, "annotation", "annotations"))
    },
    bring_back: "Bring back",
    differing: |n_ours, n_theirs| {
        format!(
            "Annotations differ here and in the file. The later versions count: {n_ours} from \
             here, {n_theirs} from the file"
        )
    },
    did_take_others: "take the other versions",
    did_bring_back: "bring back",
    take_others: "Take the other versions",
    recovered: |n| {
        format!("{} recovered that local storage had lost", count(n, "record was", "records were"))
    },
    storage_filling: |percent| {
        format!(
            "{percent} % of what this browser keeps is used. Nothing is refused yet; export the \
             library and remove articles you are done with"
        )
    },
    storage_full: "Local storage is full. What is new is on the page and in the second store, and \
                   changes and deletions go on. Keep a file copy, then remove articles you are done \
                   with; what waits is then written by itself",
    draft_found: |text| format!("A note was being typed when the page ended: {text}"),
    use_draft: "Put it into the note",
    discard: "Discard",
    what_is_kept: "What is kept, and what can be lost",
    export_all: "Export library",
    no_second_store: "This browser gives the page no second store. Everything is kept in local \
                      storage, but a crash of the browser may lose the last minute: export often",
    second_store_unreadable: "The second store could not be read, so something may be missing here. \
                              Nothing of it is lost: reload to try again",
    storage_emptied: "Local storage was emptied while this page was open. Everything is still here \
                      and in the second store",
    write_back: "Write it back",
    read_only: "A newer version of this page has stored annotations here. This one shows what it \
                knows and changes nothing: reload to get the newer one",
    settings: "Settings",
    back_up: "Back up",
    back_up_why: "A backup is one file with everything in it. To restore it, drop it on this page.",
    backup_reminder: |n| {
        format!(
            "{} in no file yet. What is kept in a browser can be cleared by it",
            count(n, "annotation", "annotations")
        )
    },
    backup_refused: |file, is_newer| {
        let reason = match is_newer {
            true => "was made by a newer version of this page; reload and try again",
            false => "is damaged and cannot be read as a backup",
        };
        format!("{file} {reason}. Nothing here was changed")
    },
    backup_damaged: |file| {
        format!("{file} was changed after it was made; what in it is whole is taken")
    },
    backup_restored: |file, n| {
        format!("Restored {file}: {} compared with what is here", count(n, "record", "records"))
    },
    delete_everything: "Delete everything",
    delete_everything_sure: "Really delete every article and annotation from this browser",
    everything_deleted: "Everything was deleted from both stores of this browser",
    export_raw: "Download everything as it is",
    damaged: |n| {
        format!(
            "{} in local storage could not be read. A copy of each was set aside, and nothing was \
             overwritten",
            count(n, "value", "values")
        )
    },
    changed_elsewhere: "The same thing was changed in another tab at the same time; the later change counts",
    palette: "Commands",
    nothing_found: "Nothing is called that",
    change_key: |key, command| format!("{key}: change the key for “{command}”"),
    change_key_how: "Press a key in this list to change it, then the new one. Esc leaves it as it is.",
    press_key: "press…",
    key_taken: |key, owner| format!("{key} stays as it is: it already means “{owner}”"),
    reset_keys: "Restore all keys",
    key_mark: |label| format!("Mark as {}", small_letters(label)),
    by_character: "Previous or next character; Shift selects, with Alt exactly",
    by_line: "Previous or next line; Shift selects",
    by_word: "Previous or next word; Shift selects",
    by_paragraph: "Previous or next paragraph; Shift selects",
    to_paragraph_end: "Start or end of the paragraph; Shift selects",
    to_text_end: "Start or end of the text; Shift selects",
    by_sentence: "Select the previous or next sentence; braces add it",
    by_quotation: "Select the previous or next quotation",
    by_structure: "Narrow or widen the selection: word, quotation, sentence, paragraph",
    move_end: "Move the chosen mark’s end by a word; with Alt by a character",
    move_start: "Move the chosen mark’s start by a word; with Alt by a character",
    next_annotation: "Next annotation",
    previous_annotation: "Previous annotation",
    edit_card: "Edit the card",
    leave: "Leave",
    find: "Find",
    details: "Details",
    blocks: "Blocks",
    newer_version: "Newer version",
    search_library: "Search library",
};

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
