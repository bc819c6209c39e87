//! The page of On the Record.
