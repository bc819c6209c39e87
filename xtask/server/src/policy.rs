//! What the page may do: the Content-Security-Policy and its companions.
//! One list serves the `<meta>` in the page and the header of the server.

/// Directives that a `<meta>` may carry.
const DIRECTIVES: &[(&str, &str)] = &[
    ("default-src", "'none'"),
    // Browsers count compiling WebAssembly as a mild form of `eval`.
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("manifest-src", "'self'"),
    ("worker-src", "'none'"),
    ("frame-src", "'none'"),
    ("object-src", "'none'"),
    ("media-src", "'none'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    // No string ever becomes markup or code, not even by our own mistake.
    ("require-trusted-types-for", "'script'"),
    ("trusted-types", "'none'"),
];

/// Directives that browsers ignore in a `<meta>`.
const HEADER_ONLY: &[(&str, &str)] = &[("frame-ancestors", "'none'")];

/// Headers beside the policy.
const COMPANIONS: &[(&str, &str)] = &[
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), clipboard-read=(), usb=(), serial=(), payment=()",
    ),
];

/// The policy as the content of `<meta http-equiv="Content-Security-Policy">`.
pub fn for_meta() -> String {
    join(DIRECTIVES)
}

/// The policy as a header: the same, and the page may not be framed.
pub fn for_header() -> String {
    format!("{}; {}", join(DIRECTIVES), join(HEADER_ONLY))
}

/// Every header that protects the page, by name and value.
pub fn headers() -> Vec<(&'static str, String)> {
    let companions = COMPANIONS.iter().map(|&(name, value)| (name, value.to_owned()));
    std::iter::once(("Content-Security-Policy", for_header())).chain(companions).collect()
}

fn join(directives: &[(&str, &str)]) -> String {
    let directives: Vec<_> =
        directives.iter().map(|(name, value)| format!("{name} {value}")).collect();
    directives.join("; ")
}
