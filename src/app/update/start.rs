//! The first state, made of what the stores had.

use std::rc::Rc;

use onrecord_core::history::{Change, Edit, Transaction};
use onrecord_core::model::{ArticleId, Library, ReplicaId, Timestamp, sample};
use onrecord_core::record::{Joined, Key, RecordId, Replica, TabId};
use onrecord_core::text::ArticleText;

use super::super::action::{Effect, Moment, StorageFailure};
use super::super::commands::NewKey;
use super::super::settings;
use super::super::state::{AppState, MessageKind};
use super::{articles, file_copy, storage};

/// What the stores had when the page opened.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Records by name.
    pub records: Vec<(RecordId, Rc<str>)>,
    /// The browser profile, when the page was here before.
    pub replica: Option<ReplicaId>,
    /// The annotator's name.
    pub annotator: Option<String>,
    /// The article that was open last.
    pub open: Option<ArticleId>,
    /// What was chosen of each setting.
    pub settings: settings::Chosen,
    /// The keys that somebody changed.
    pub keys: Vec<NewKey>,
    /// Whether the list of articles is open, if somebody opened or closed it.
    pub library: Option<bool>,
    /// When the last copy in a file was made, in milliseconds since 1970.
    pub copied_ms: Option<u64>,
    /// Whether a newer version of the page has stored something.
    pub has_newer_schema: bool,
    /// Why nothing can be stored, if so.
    pub failure: Option<StorageFailure>,
}

/// The first state, and what is to be done first.
///
/// `tab` and `new_replica` are random; the latter counts when the page was never here before.
pub fn start(
    loaded: Loaded,
    tab: TabId,
    new_replica: ReplicaId,
    moment: Moment,
) -> (AppState, Vec<Effect>) {
    let is_first_visit = loaded.replica.is_none();
    let mut replica = Replica::new(loaded.replica.unwrap_or(new_replica), tab);
    let (library, mut effects) = read_records(&mut replica, loaded.records, moment);
    let mut state = AppState::new(replica, library);
    if !effects.is_empty() {
        let text = state.strings.damaged(effects.len());
        state.tell(MessageKind::Warning, text, Vec::new());
    }
    if let Some(annotator) = loaded.annotator {
        state.annotator = annotator;
        state.view.is_annotator_settled = true;
    }
    state.view.settings = loaded.settings;
    state.view.keys = loaded.keys.into();
    state.view.library = loaded.library;
    if is_first_visit && state.replica.entry(&RecordId::Article(sample::ID)).is_none() {
        effects.extend(add_sample(&mut state, moment));
    }
    state.view.now_ms = moment.now_ms;
    file_copy::count(&mut state, loaded.copied_ms, moment);
    state.view.is_hint_shown = state.library.annotations().len() == 0;
    let last_open = loaded.open.filter(|id| state.library.article(*id).is_some());
    effects.extend(match last_open {
        Some(id) => articles::open(&mut state, id),
        None => articles::open_any(&mut state),
    });
    // Nobody asked for the article that is shown first, so it is not announced; and where it was open
    // last, that is stored already.
    effects.retain(|effect| match effect {
        Effect::Announce(_) => false,
        Effect::PersistPreferences => last_open.is_none(),
        _ => true,
    });
    storage::show(&mut state);
    if loaded.has_newer_schema {
        // What is there is shown, so its text is still fetched.
        effects.retain(|effect| matches!(effect, Effect::LoadTexts { .. }));
        effects.extend(storage::newer_schema(&mut state));
    } else if let Some(failure) = loaded.failure {
        storage::could_not_read(&mut state, failure);
    }
    (state, effects)
}

/// The library, and an effect for each record that is damaged.
fn read_records(
    replica: &mut Replica,
    found: Vec<(RecordId, Rc<str>)>,
    moment: Moment,
) -> (Library, Vec<Effect>) {
    let mut effects = Vec::new();
    // One after the other: thousands of records side by side would take megabytes.
    let records = found.into_iter().filter_map(|(id, raw)| {
        match replica.join(&id, &raw, moment.now_ms) {
            Ok(Joined::Taken { record, .. }) => return Some(record),
            Ok(Joined::Same | Joined::Kept { .. }) => {}
            Err(_) => effects.push(Effect::Quarantine { key: Key::Record(id), raw }),
        }
        None
    });
    (Library::from_records(records), effects)
}

fn add_sample(state: &mut AppState, moment: Moment) -> Vec<Effect> {
    let text = Rc::new(ArticleText::new(sample::TEXT));
    let article = sample::article(&text, Timestamp::from_unix_ms(moment.now_ms as i64));
    state.library.add_text(text.clone());
    let transaction = Transaction::new(String::new(), vec![Change::Article(Edit::add(article))]);
    if transaction.apply(&mut state.library).is_err() {
        return Vec::new();
    }
    state.ledger.keep_text(text);
    super::after_change(state, &transaction, moment)
}
