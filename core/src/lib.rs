//! Everything of On the Record that can be computed without a browser.
