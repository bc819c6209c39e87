// Hears what the page reports, from before its first script on.
(() => {
  const reports = [];
  window.e2eReports = reports;
  window.addEventListener("error", (event) => {
    const place = event.target === window ? `${event.filename}:${event.lineno}` : event.target.outerHTML;
    reports.push(`error: ${event.message ?? "not loaded"} (${place})`);
  }, { capture: true });
  window.addEventListener("unhandledrejection", (event) => {
    reports.push(`rejection: ${event.reason?.stack ?? event.reason}`);
  });
  document.addEventListener("securitypolicyviolation", (event) => {
    reports.push(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample} (${event.sourceFile}:${event.lineNumber})`);
  });
  const print = console.error.bind(console);
  console.error = (...words) => {
    reports.push(`console: ${words.map(String).join(" ")}`);
    print(...words);
  };
})();
