//! Files of other formats, which the second module writes.

use std::rc::Rc;

use onrecord_core::formats::{Format, Stamp, native};
use onrecord_core::model::Timestamp;
use onrecord_core::transfer::Losses;

use super::super::action::{Action, Effect, ExportScope, ForeignExport, Moment};
use super::super::state::{AppState, Dialog, MessageKind};
use super::files::{missing_texts, named_scope};

/// Has listed what `format` cannot hold, once every text it needs is there.
pub(super) fn export(
    state: &mut AppState,
    format: &'static Format,
    scope: ExportScope,
    moment: Moment,
) -> Vec<Effect> {
    state.view.dialog = None;
    let Some((formats_scope, name)) = named_scope(state, scope) else { return Vec::new() };
    let missing = missing_texts(state, scope);
    if !missing.is_empty() {
        let then = Some(Box::new(Action::ExportAs(format, scope)));
        return vec![Effect::LoadTexts { hashes: missing, then }];
    }
    let exported = Timestamp::from_unix_ms(moment.now_ms as i64);
    match native::write(&state.library, formats_scope, &Stamp::new(exported)) {
        Ok(json) => {
            let name = format!("onrecord-{name}-{}", exported.date());
            vec![Effect::ListLosses(Rc::new(ForeignExport { format, name, json }))]
        }
        Err(error) => failed(state, &error.to_string()),
    }
}

/// Shows what the format cannot hold; where that is nothing, the file follows at once.
pub(super) fn listed(
    state: &mut AppState,
    export: Rc<ForeignExport>,
    losses: Result<Losses, String>,
) -> Vec<Effect> {
    match losses {
        Ok(losses) if losses.all.is_empty() => vec![Effect::Convert(export, false)],
        Ok(losses) => {
            state.view.losses = Some(Rc::new((export, losses)));
            state.view.dialog = Some(Dialog::Losses);
            Vec::new()
        }
        Err(reason) => failed(state, &reason),
    }
}

/// Has the file written.
pub(super) fn convert(
    state: &mut AppState,
    export: Rc<ForeignExport>,
    has_report: bool,
) -> Vec<Effect> {
    state.view.dialog = None;
    state.view.losses = None;
    vec![Effect::Convert(export, has_report)]
}

/// Says what came of it.
pub(super) fn converted(state: &mut AppState, outcome: Result<String, String>) -> Vec<Effect> {
    match outcome {
        Ok(name) => vec![Effect::Announce((state.strings.exported)(&name))],
        Err(reason) => failed(state, &reason),
    }
}

fn failed(state: &mut AppState, reason: &str) -> Vec<Effect> {
    let reason = if reason.is_empty() { state.strings.reader_differs } else { reason };
    let text = (state.strings.export_failed)(reason);
    state.tell(MessageKind::Error, text, Vec::new());
    Vec::new()
}
