//! The three engines, and what each driver must be told.

use serde_json::{Value, json};

use crate::place::Place;
use crate::setup::Setup;

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, also that of Chrome and Edge.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK, a stand-in for Safari.
    WebKit,
}

/// Whether a browser lets pages keep anything, as its settings say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stores {
    Allowed,
    Blocked,
}

impl Engine {
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.name() == name)
    }

    /// The name as `--engines` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Whether what the page stored is still there when the browser opens again.
    /// A driven WebKit always starts empty.
    pub fn keeps_its_profile(self) -> bool {
        self != Self::WebKit
    }

    pub(crate) fn capabilities(self, setup: &Setup, place: &Place, stores: Stores) -> Value {
        let mut capabilities = match self {
            Self::Chromium => chromium(setup, place, stores),
            Self::Firefox => firefox(setup, place, stores),
            Self::WebKit => webkit(setup),
        };
        capabilities["timeouts"] = json!({ "script": 60_000, "pageLoad": 30_000, "implicit": 0 });
        capabilities
    }
}

fn chromium(setup: &Setup, place: &Place, stores: Stores) -> Value {
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "binary": setup.browser,
            "args": [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--lang=en-GB",
                "--window-size=1280,900",
                format!("--user-data-dir={}", place.profile().display()),
            ],
            "prefs": {
                "download.default_directory": place.downloads(),
                "download.prompt_for_download": false,
                // Several files in a row are no surprise here.
                "profile.default_content_setting_values.automatic_downloads": 1,
                // A profile remembers this: 1 allows, 2 blocks.
                "profile.default_content_setting_values.cookies":
                    if stores == Stores::Blocked { 2 } else { 1 },
            },
        },
    })
}

fn firefox(setup: &Setup, place: &Place, stores: Stores) -> Value {
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": setup.browser,
            "args": ["-headless", "--width=1280", "--height=900", "-profile", place.profile()],
            "prefs": {
                "browser.download.folderList": 2,
                "browser.download.dir": place.downloads(),
                "browser.download.useDownloadDir": true,
                "browser.download.always_ask_before_handling_new_types": false,
                "browser.download.manager.showWhenStarting": false,
                "intl.accept_languages": "en-GB",
                // Drivers switch it off, readers have it on.
                "security.fileuri.strict_origin_policy": true,
                // A profile remembers this: 5 is the default, 2 blocks.
                "network.cookie.cookieBehavior": if stores == Stores::Blocked { 2 } else { 5 },
            },
        },
    })
}

fn webkit(setup: &Setup) -> Value {
    json!({
        "browserName": "MiniBrowser",
        "webkitgtk:browserOptions": { "binary": setup.browser, "args": ["--automation"] },
    })
}
