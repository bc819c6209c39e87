//! The words of the page, in one typed table. A language is one file of texts, `en.txt` or `fr.txt`;
//! English is compiled in, others are fetched when they are chosen.

mod compound;
pub mod proof;
#[macro_use]
mod table;
mod template;

pub use table::{texts, without_names};
pub use template::{Argument, Choice, Number, Own, Text, fill};

use std::sync::LazyLock;

use super::customs::English;

/// The texts of the page in English.
const SOURCE: &str = include_str!("en.txt");

/// The same without names, which the compiler has looked at already.
static TEXTS: [u8; without_names::<{ SOURCE.len() }>(SOURCE).1] = without_names(SOURCE).0;

const UNNAMED: &str = match std::str::from_utf8(&TEXTS) {
    Ok(texts) => texts,
    Err(_) => panic!("en.txt is in UTF-8"),
};

const _: Strings = Strings::read_compiled(UNNAMED, &English);

/// The page in English. It is read when the page starts: a table made by the compiler is larger.
pub static ENGLISH: LazyLock<Strings> = LazyLock::new(|| Strings::read_compiled(UNNAMED, &English));

// Texts with something in them are functions, so that each language orders its words itself. What
// stands beside each name in `en.txt` says what it is.
table_of_strings! {
    locale()
    plurals()
    wordmark()
    labels()
    undo()
    redo()
    undo_what(what: Text)
    redo_what(what: Text)
    export()
    storage()
    saving()
    saved()
    not_saved(reason: Choice, kept: Choice)
    percent_used(percent: Number)
    no_copy()
    copied_today()
    copied_ago(days: Number)
    library()
    find_article()
    no_article_found()
    no_articles()
    add_articles()
    add_articles_how()
    add_articles_formats()
    article_title()
    cancel()
    save()
    dismiss()
    drop_to_add()
    rename()
    rename_what(title: Text)
    remove_what(title: Text)
    done_what(title: Text)
    whole_library(format: Text)
    other_formats()
    messages()
    new()
    in_work()
    done()
    n_words(n: Number)
    n_characters(n: Number)
    n_turning(n: Number)
    n_invisible(n: Number)
    listed(first: Text, next: Text)
    n_of_label(n: Number, label: Text)
    selection_actions()
    copy()
    copied()
    annotations()
    label()
    note()
    delete()
    not_set()
    from_selection()
    from_selection_how()
    clear()
    date_or_text()
    one_address_per_line()
    links()
    annotator()
    annotator_why()
    default_annotator()
    text_size()
    line_width()
    normal()
    small()
    large()
    larger()
    narrow()
    wide()
    single_keys()
    single_keys_everywhere()
    single_keys_in_caret()
    theme()
    theme_system()
    theme_light()
    theme_dark()
    language()
    language_system()
    language_english()
    language_french()
    language_missing()
    keys()
    close()
    hint()
    map()
    untitled()
    loading_text()
    show_or_hide()
    // The caret, and what is said of it.
    mark_by_keyboard()
    caret()
    selected(text: Text)
    first_word(word: Text)
    unselected(text: Text)
    blank()
    no_further()
    mark_begins(label: Text)
    mark_ends(label: Text)
    chosen(label: Text, quote: Own, n: Number, n_all: Number)
    // Titles of transactions; they complete "Undo: …".
    did_mark(label: Text)
    did_mark_all(label: Text, n: Number)
    did_relabel(label: Text)
    did_set(attribute: Text)
    did_adjust(label: Text)
    did_note()
    did_delete(label: Text)
    did_add_articles(n: Number)
    did_rename()
    did_remove_article()
    did_set_done()
    did_import(file: Own)
    did_set_annotator()
    done_step(what: Text)
    // Announcements and messages.
    marked(label: Text, quote: Own)
    adjusted(label: Text, quote: Own)
    cannot_adjust()
    relabelled(label: Text)
    deleted(label: Text)
    undone(what: Text)
    redone(what: Text)
    nothing_to_undo()
    nothing_to_redo()
    step_refused(what: Text)
    armed(label: Text)
    disarmed()
    already_marked(label: Text)
    opened(title: Own)
    added(n: Number)
    already_in_library(title: Own)
    removed_article(title: Own)
    text_missing(title: Own)
    a_text_is_missing()
    exported(file: Text)
    exported_as(name: Text)
    set_name()
    export_failed(reason: Text)
    not_read_back()
    imported(file: Text, what: Text)
    imported_articles(n: Number)
    imported_new(n: Number)
    imported_updated(n: Number)
    imported_same(n: Number)
    import_problems(file: Text, n: Number, first: Text)
    import_failed(reason: Text)
    reader_missing()
    reader_differs()
    try_again()
    deleted_here(n: Number)
    bring_back()
    differing(n_ours: Number, n_theirs: Number)
    did_take_others()
    did_bring_back()
    take_others()
    recovered(n: Number)
    storage_filling(percent: Number)
    storage_full()
    what_is_kept()
    page_of_what_is_kept()
    draft_found(text: Text)
    use_draft()
    discard()
    export_all()
    no_second_store()
    second_store_unreadable()
    storage_emptied()
    write_back()
    read_only()
    export_raw()
    settings()
    back_up()
    back_up_why()
    backup_reminder(n: Number)
    backup_damaged_wholly(file: Text)
    backup_newer(file: Text)
    backup_damaged(file: Text)
    backup_restored(file: Text, n: Number)
    delete_everything()
    delete_everything_sure()
    everything_deleted()
    damaged(n: Number)
    changed_elsewhere()
    // The list of keys.
    palette()
    nothing_found()
    change_key(key: Text, command: Text)
    change_key_how()
    press_key()
    key_taken(key: Text, owner: Text)
    reset_keys()
    key_mark(label: Text)
    by_character()
    by_line()
    by_word()
    by_paragraph()
    to_paragraph_end()
    to_text_end()
    by_sentence()
    by_quotation()
    by_structure()
    move_end()
    move_start()
    add_part()
    next_annotation()
    previous_annotation()
    edit_card()
    leave()
    find()
    details()
    blocks()
    newer_version()
    search_library()
}

/// What came of reading an annotation file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// The file's name.
    pub file: String,
    /// Articles that are new here.
    pub n_articles: usize,
    /// Annotations that are new here.
    pub n_added: usize,
    /// Annotations that the file has in a later version.
    pub n_updated: usize,
    /// Annotations that are here already.
    pub n_same: usize,
}
