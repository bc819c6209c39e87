//! `onrecord formats`.

use onrecord_core::formats::ALL;

use super::{Outcome, files};

/// Shows a line for each format: its id, what can be done with it, how its files end, its name.
pub fn list_formats() -> Outcome {
    for format in ALL {
        let can = match (format.is_read, format.is_written) {
            (true, true) => "read, write",
            (true, false) => "read",
            _ => "write",
        };
        let extension = format!(".{}", format.extension);
        files::answer(&format!("{:14}{can:13}{extension:10}{}", format.id, format.name));
    }
    Outcome::Fine
}
