//! A directory of one journey's own: browser profile and downloads.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static N_PLACES: AtomicU32 = AtomicU32::new(0);

/// Removed with everything in it when the journey ends.
pub(crate) struct Place {
    root: PathBuf,
}

impl Place {
    pub(crate) fn new() -> anyhow::Result<Self> {
        let n_place = N_PLACES.fetch_add(1, Ordering::Relaxed);
        let name = format!("onrecord-e2e-{}-{n_place}", std::process::id());
        let root = std::env::temp_dir().join(name);
        let place = Self { root };
        for directory in [place.profile(), place.downloads()] {
            std::fs::create_dir_all(directory)?;
        }
        Ok(place)
    }

    /// The browser's profile: stays when the browser is closed and opened again.
    pub(crate) fn profile(&self) -> PathBuf {
        self.root.join("profile")
    }

    pub(crate) fn downloads(&self) -> PathBuf {
        self.root.join("downloads")
    }

    /// Stands in for the home directory, where WebKit puts its downloads.
    pub(crate) fn home(&self) -> &Path {
        &self.root
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // A browser may still be writing its last files; the system cleans the rest.
        let _ = std::fs::remove_dir_all(&self.root);
    }
}
