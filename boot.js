// Shows the beginning of the text, starts the program and stands guard over it.
//
// When the program cannot start, or stops in the middle, this script freezes
// the page, shows the panel of index.html and hands out everything that the
// browser holds, raw. For that it shares no code with the program and reads no
// format, so that no fault of the program is its own. It writes nothing but a
// short note about the crash, and how high the page's head was.
//
// Seam: the program's panic hook dispatches `onrecord:panic` on `window`, a
// CustomEvent whose `detail` is the message.

const PREFIX = "onrecord:";
const DATABASE = "onrecord";
const CRASH_KEY = "onrecord:1:crash:";
const HEAD_KEY = "onrecord:1:head";
const MAX_CRASH_NOTES = 20;
const MAX_MESSAGE_LENGTH = 2000;
const DATABASE_PATIENCE_MS = 3000;
const BEGINNING_PATIENCE_MS = 1000;
const LETTERS_PER_PIXEL = 3; // What a window shows of a text, and some more, by its height.

// What the panel says; `data-say` of an element in it names what stands there.
const WORDS = {
  en: {
    unstarted: ["On the Record could not start", "A part of the page did not arrive or did not run. Reloading often helps."],
    unsupported: ["On the Record could not start", "This browser cannot run the page: it has no WebAssembly, or it is switched off."],
    crashed: ["On the Record has stopped", "The page ran into a fault of its own and stopped, so that it cannot do harm."],
    kept: "What this browser had saved is untouched. Download all of it first, with the text you were typing; then reload the page.",
    download: "Download everything",
    reload: "Reload",
    cause: "What went wrong",
    first: "local storage: ",
    second: "second store: ",
    fields: "text fields: ",
    unreadable: "not readable: ",
  },
  fr: {
    unstarted: ["On the Record n’a pas pu démarrer", "Une partie de la page n’est pas arrivée ou n’a pas fonctionné. Recharger la page suffit souvent."],
    unsupported: ["On the Record n’a pas pu démarrer", "WebAssembly manque à ce navigateur ou y est désactivé."],
    crashed: ["On the Record s’est arrêté", "La page s’est arrêtée sur une erreur interne, pour ne rien abîmer."],
    kept: "Ce que ce navigateur avait enregistré est intact. Commencez par tout télécharger, avec le texte en cours de frappe\u00a0; puis rechargez la page.",
    download: "Tout télécharger",
    reload: "Recharger",
    cause: "Ce qui s’est passé",
    first: "stockage local\u00a0: ",
    second: "second stockage\u00a0: ",
    fields: "champs de texte\u00a0: ",
    unreadable: "illisible\u00a0: ",
  },
};

// What a stopped program must no longer hear: it would act on broken state.
const SILENCED = [
  "beforeinput", "beforeunload", "blur", "change", "click", "compositionend", "compositionstart",
  "compositionupdate", "contextmenu", "copy", "cut", "dblclick", "dragend", "dragenter", "dragleave",
  "dragover", "dragstart", "drop", "focus", "focusin", "focusout", "input", "keydown", "keypress",
  "keyup", "mousedown", "mousemove", "mouseup", "pagehide", "paste", "pointercancel", "pointerdown",
  "pointermove", "pointerup", "resize", "scroll", "selectionchange", "storage", "submit", "touchcancel",
  "touchend", "touchmove", "touchstart", "visibilitychange", "wheel",
];

const guard = document.getElementById("guard");
let hasStarted = false;
let stop = null; // { kind, detail, typing } once the program counts as stopped
let words = WORDS.en;
let ahead = {}; // A text that only the second store has, by its name, for the program, which asks once.

for (const type of SILENCED) {
  // Captured on `window`, and registered before the program runs: always first.
  window.addEventListener(type, silence, { capture: true });
}
window.addEventListener("onrecord:panic", (event) => stopped("crashed", event.detail));
window.addEventListener("TrunkApplicationStarted", () => { hasStarted = true; });
window.addEventListener("error", (event) => {
  // A failed <script> or <link> arrives here too, but without a message.
  if (event.message && concernsUs(event.error, event.filename)) {
    stopped(hasStarted ? "crashed" : "unstarted", event.error ?? event.message);
  }
});
window.addEventListener("unhandledrejection", (event) => {
  if (concernsUs(event.reason, "")) {
    stopped(hasStarted ? "crashed" : "unstarted", event.reason);
  }
});

start();

async function start() {
  const script = document.querySelector("script[data-glue]");
  if (typeof WebAssembly !== "object") {
    stopped("unsupported", "This browser has no WebAssembly, or it is switched off.");
    return;
  }
  if (!script) return; // Trunk starts the program with a script of its own.
  try {
    // All at once. A preload would ask WebKit twice for the module.
    const module = compiled(script.dataset.wasm);
    module.catch(() => {}); // Reported below, where it is awaited.
    // A store that does not answer is not waited for, nor a frame that nobody sees.
    const patience = new Promise((done) => setTimeout(done, BEGINNING_PATIENCE_MS));
    const beginning = Promise.race([showBeginning(), patience]).catch(() => {});
    const glue = await import(`./${script.dataset.glue}`);
    await beginning;
    await run(glue, module);
    hasStarted = true;
    window.dispatchEvent(new CustomEvent("onrecord:started"));
  } catch (error) {
    stopped("unstarted", error);
  }
}

// Compiles a module while it arrives; not all servers say that it is one, as that asks for.
async function compiled(address) {
  try {
    return await WebAssembly.compileStreaming(fetch(address));
  } catch {
    return WebAssembly.compile(await (await fetch(address)).arrayBuffer());
  }
}

async function run(glue, module) {
  glue.begin(await WebAssembly.instantiate(await module, glue.imports()));
}

// Shows who comes back the beginning of the text that was open last, where the
// program will draw it, while that is on its way. Nothing is checked here; where
// something is not as it should be, no more is shown.
//
// Seam: keys and records (docs/storage.md), and what the sheets of style call the
// parts of the page.
async function showBeginning() {
  const stored = (key) => JSON.parse(localStorage.getItem(key));
  const chosen = stored(`${PREFIX}1:pref`);
  const article = stored(`${PREFIX}1:article:${chosen.open}`);
  const name = article.text.slice(0, 22);
  const text = localStorage.getItem(`${PREFIX}1:text:${name}`) ?? (ahead[name] = await textInDatabase(name));
  if (hasStarted || article.deleted) return;
  const root = document.documentElement;
  for (const look of ["theme", "text-size", "line-width"]) root.setAttribute(`data-${look}`, chosen[look]);
  const [headerSize, factsSize, direction] = stored(HEAD_KEY) ?? [];
  // The program keeps this room, too, until it draws what belongs there.
  root.style.setProperty("--header-kept", headerSize ?? "");
  root.style.setProperty("--facts-kept", factsSize ?? "");
  const part = (within, name, tag = "div") => {
    const element = within.appendChild(document.createElement(tag));
    element.className = name;
    return element;
  };
  const app = document.createElement("div");
  app.className = "app";
  if (chosen.library != null) app.dataset.library = chosen.library ? "open" : "closed";
  part(app, "app-header");
  part(app, "library");
  const page = part(part(app, "workspace"), "page");
  part(app, "article-map");
  page.dir = direction;
  const shown = part(part(page, "reading"), "article");
  shown.lang = article.language ?? "";
  const head = part(shown, "article-header");
  if (!article.blocks.some(([kind]) => kind === "title")) {
    part(head, "article-title", "h1").textContent = article.title;
    head.dir = "auto";
  }
  part(head, "article-facts", "p");
  const chunk = part(part(part(shown, "article-text"), "chunk-group"), "chunk");
  // The outer height, since for the inner one the browser would lay out what is there.
  const characters = [...text.slice(0, LETTERS_PER_PIXEL * outerHeight)];
  for (const [kind, start, end] of article.blocks) {
    if (start >= characters.length) break;
    const [name, level] = kind.split(/-(?=\d)/);
    const block = part(chunk, "block", level ? `h${level}` : "p");
    block.dataset.kind = name;
    block.dir = "auto";
    block.textContent = characters.slice(start, end).join("");
  }
  document.querySelector("#app").append(app);
  await painted();
}

// A text that was read for that, once.
window.onrecordAhead = (name) => {
  const text = ahead[name];
  ahead = {};
  return text;
};

async function textInDatabase(name) {
  const database = await openDatabase();
  const request = database.transaction("texts").objectStore("texts").get(name);
  database.close(); // Once it has answered.
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
  });
}

// How high is what stands above the text, and the side on which the text begins.
window.addEventListener("pagehide", () => {
  try {
    const [header, facts, page] = [".app-header", ".article-facts", ".page"]
      .map((name) => document.querySelector(name));
    const heights = [header, facts].map((part) => `${part.getBoundingClientRect().height}px`);
    localStorage.setItem(HEAD_KEY, JSON.stringify([...heights, page.dir]));
  } catch {
    // No article is open, or storage is full or shut.
  }
});

// The module that reads files, fetched when it is first needed. Browsers may
// remember a failed import under its address, so each new attempt has another.
let exchange = null;
let attempts = 0;

window.onrecordExchange = (isAnew) => {
  if (!exchange || isAnew) {
    exchange = fetchExchange();
    exchange.catch(() => { exchange = null; });
  }
  return exchange;
};

async function fetchExchange() {
  const meta = document.querySelector("meta[name='onrecord:module:exchange']");
  // A page built by Trunk does not say where the module is.
  const [glue, wasm] = (meta?.content ?? "exchange.js exchange.wasm").split(" ");
  const module = compiled(wasm);
  module.catch(() => {}); // Reported where it is awaited.
  const imported = await import(`./${glue}${attempts++ > 0 ? `?attempt=${attempts}` : ""}`);
  await run(imported, module);
  return imported;
}

// The texts of a language, fetched when it is chosen; nothing where they do not
// arrive.
window.onrecordLanguage = async (language, hear) => {
  const meta = document.querySelector(`meta[name='onrecord:language:${language}']`);
  // A page built by Trunk does not say where they are.
  const texts = fetch(meta?.content ?? `${language}.txt`).then((answer) => (answer.ok ? answer.text() : undefined));
  hear(language, await texts.catch(() => undefined));
};

// Hands a file over. Bytes out of a module's memory are copied once, by the browser.
window.onrecordDownload = (name, type, content) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // The download has begun by the next turn; only then may its source go.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

// Waits for what is drawn to be painted, and so many milliseconds longer; in the
// background nothing is painted.
function painted(wait) {
  return new Promise((done) => {
    const soon = () => setTimeout(done, wait);
    if (document.hidden) soon();
    else requestAnimationFrame(soon);
  });
}

window.onrecordLeisure = () => painted(100);

// Some of what local storage holds, in one piece, since handing over each of ten
// thousand values by itself takes longer than reading them: names and values in
// turn, each ended by a NUL, which no value of ours holds; and their length.
window.onrecordStored = (store, names) => {
  let text = "";
  for (const name of names) text += `${name}\0${store.getItem(name) ?? ""}\0`;
  return [new TextEncoder().encode(text), text.length - 2 * names.length];
};

// A mark without text that looks and sounds like these.
window.onrecordMark = (looks, label, description, begins, ends) => {
  const mark = document.createElement("mark");
  const says = { class: looks, "data-label": label, "aria-description": description, "data-begins": begins, "data-ends": ends };
  for (const name in says) if (says[name]) mark.setAttribute(name, says[name]);
  return mark;
};

// Draws pieces of a block before one of its children: plain text, and marks that
// are copies of those in `marks`. Each piece has six numbers in `cuts`: its text
// is cut out of that of the block, its ids out of all. For twenty thousand pieces
// it takes a while to ask the browser for each step of that from elsewhere.
window.onrecordPieces = (block, next, text, ids, cuts, marks) => {
  for (let at = 0; at < cuts.length; at += 6) {
    let piece = document.createTextNode(text.substring(cuts[at], cuts[at + 1]));
    if (cuts[at + 2] < cuts[at + 3]) {
      const mark = marks[cuts[at + 4]].cloneNode();
      mark.setAttribute("data-annotation", ids.substring(cuts[at + 2], cuts[at + 3]));
      if (cuts[at + 5]) mark.setAttribute("data-selected", "");
      mark.appendChild(piece);
      piece = mark;
    }
    block.insertBefore(piece, next ?? null);
  }
};

// A number or a day as a language writes it, or the name of a number's plural
// form: `kind` is a class of `Intl`, or how long days are. What makes them takes
// some milliseconds to get ready.
const formats = {};

window.onrecordIntl = (language, kind, value) => {
  const format = (formats[language + kind] ??=
    new (Intl[kind] ?? Intl.DateTimeFormat)(language, { dateStyle: kind, timeZone: "UTC" }));
  try {
    return format.select?.(value) ?? format.format(Intl[kind] ? value : new Date(value));
  } catch {
    return value; // There is no such day.
  }
};

// The files that were dropped, those in folders included. Hidden files there,
// pictures, sounds and films are no articles. What cannot be opened is left out.
window.onrecordDropped = (transfer) => {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.every((entry) => entry.isFile)) return Promise.resolve([...transfer.files]);
  return Promise.all(entries.map((entry) => filesOf(entry, true))).then((files) => files.flat());
};

async function filesOf(entry, isDropped) {
  const asked = (ask) => new Promise((done, failed) => ask(done, failed));
  try {
    if (entry.isFile) {
      const file = await asked((done, failed) => entry.file(done, failed));
      const isOther = /^(image|audio|video|font)\//.test(file.type) || file.name.startsWith(".");
      return isDropped || !isOther ? [file] : [];
    }
    const reader = entry.createReader();
    const inside = [];
    for (;;) {
      const piece = await asked((done, failed) => reader.readEntries(done, failed));
      if (piece.length === 0) break;
      inside.push(...piece);
    }
    return (await Promise.all(inside.map((it) => filesOf(it, false)))).flat();
  } catch {
    return [];
  }
}

// An error is ours before the start if it comes from a script of this origin.
// After the start a stray error is only logged, unless it went through the
// program, which then was left half way.
function concernsUs(error, filename) {
  const stack = String(error?.stack ?? "");
  if (error instanceof WebAssembly.RuntimeError || /wasm-function|\.wasm\b|wasm:\/\//.test(stack)) return true;
  if (hasStarted) return false;
  const isForeign = (place) => /-extension:\/\//.test(place);
  return !isForeign(filename ?? "") && !isForeign(stack);
}

function stopped(kind, cause) {
  if (stop) return;
  const detail = describe(cause);
  stop = { kind, detail, typing: textBeingTyped() };
  console.error(`On the Record: ${kind}:`, detail);
  if (kind === "crashed") leaveNote(detail);
  showPanel(kind, detail);
}

function describe(cause) {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}\n${cause.stack ?? ""}` : String(cause);
  return text.trim().slice(0, MAX_MESSAGE_LENGTH);
}

function showPanel(kind, detail) {
  const language = chosenLanguage();
  words = WORDS[language];
  const [title, reason] = words[kind];
  const said = { ...words, title, reason, detail };
  // The program may have emptied the body when it started.
  if (!guard.isConnected) document.body.append(guard);
  guard.lang = language;
  for (const element of guard.querySelectorAll("[data-say]")) element.textContent = said[element.dataset.say];
  guard.hidden = false;
  for (const element of document.body.children) {
    if (element === guard) continue;
    element.inert = true;
    element.hidden = true;
  }
  guard.querySelector("[data-guard=download]").focus();
}

// As `settings::language` has it: the chosen one, else the browser's where it is there.
function chosenLanguage() {
  let chosen;
  try {
    chosen = JSON.parse(localStorage.getItem("onrecord:1:pref")).language;
  } catch {
    // Nothing was chosen, or storage is shut.
  }
  const wanted = [chosen, navigator.language?.split("-")[0]];
  return wanted.find((tag) => Object.hasOwn(WORDS, tag)) ?? "en";
}

function silence(event) {
  if (!stop) return;
  event.stopImmediatePropagation();
  if (event.type !== "click") return;
  const action = event.target.closest?.("#guard [data-guard]")?.dataset.guard;
  if (action === "download") downloadEverything();
  if (action === "reload") location.reload();
}

// Fields in the page, read before they lose the focus.
function textBeingTyped() {
  const fields = document.querySelectorAll("textarea, input:not([type]), input[type=text], input[type=search], input[type=url], [contenteditable]");
  return [...fields]
    .map((field) => ({
      field: field.getAttribute("aria-label") ?? field.labels?.[0]?.textContent.trim() ?? (field.name || field.id),
      focused: field === document.activeElement,
      text: field.value ?? field.textContent,
    }))
    .filter(({ text }) => text !== "");
}

function leaveNote(message) {
  try {
    const notes = Object.keys(localStorage).filter((key) => key.startsWith(CRASH_KEY));
    if (notes.length >= MAX_CRASH_NOTES) return;
    localStorage.setItem(CRASH_KEY + Date.now(), JSON.stringify({ message, agent: navigator.userAgent }));
  } catch {
    // Storage is full or shut: the panel still shows the message.
  }
}

async function downloadEverything() {
  const status = guard.querySelector("#guard-status");
  const rescue = {
    format: "onrecord-rescue",
    version: 1,
    saved: new Date().toISOString(),
    page: location.href,
    stop: { kind: stop.kind, detail: stop.detail },
    typing: stop.typing,
    ...readLocalStorage(),
    ...(await readDatabase()),
  };
  const name = `onrecord-rescue-${rescue.saved.slice(0, 10)}.json`;
  onrecordDownload(name, "application/json", JSON.stringify(rescue, plain, 1));
  const records = Object.values(rescue.indexedDB).reduce((sum, store) => sum + store.length, 0);
  const counts = [
    [words.first, Object.keys(rescue.localStorage).length, rescue.localStorageProblem],
    [words.second, records, rescue.indexedDBProblem],
    [words.fields, rescue.typing.length],
  ].map(([what, n, problem]) => what + n + (problem ? ` (${words.unreadable}${problem})` : ""));
  status.textContent = [name, ...counts].join(", ");
}

function readLocalStorage() {
  const entries = {};
  try {
    for (const key of Object.keys(localStorage).sort()) {
      if (key.startsWith(PREFIX)) entries[key] = localStorage.getItem(key);
    }
    return { localStorage: entries };
  } catch (error) {
    return { localStorage: entries, localStorageProblem: String(error?.name ?? error) };
  }
}

async function readDatabase() {
  const stores = {};
  const reading = (async () => {
    const database = await openDatabase();
    if (!database) return;
    for (const name of database.objectStoreNames) {
      // Filled entry by entry: a damaged store still gives what stands before the damage.
      stores[name] = [];
      await readStore(database, name, stores[name]);
    }
    database.close();
  })();
  const patience = new Promise((_, reject) => {
    setTimeout(() => reject(new DOMException("", "TimeoutError")), DATABASE_PATIENCE_MS);
  });
  try {
    await Promise.race([reading, patience]);
    return { indexedDB: stores };
  } catch (error) {
    reading.catch(() => {});
    return { indexedDB: stores, indexedDBProblem: String(error?.message || error?.name || error) };
  }
}

// The database as it is, or null; it is never made here.
function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE);
    let isMissing = false;
    request.onupgradeneeded = () => {
      isMissing = true;
      request.transaction.abort();
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => (isMissing ? resolve(null) : reject(request.error));
  });
}

function readStore(database, name, entries) {
  return new Promise((resolve, reject) => {
    const request = database.transaction(name, "readonly").objectStore(name).openCursor();
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) {
        resolve();
        return;
      }
      entries.push({ key: cursor.key, value: cursor.value });
      cursor.continue();
    };
  });
}

// JSON has no bytes; everything else is taken as JSON takes it.
function plain(_key, value) {
  const bytes = value instanceof ArrayBuffer ? new Uint8Array(value)
    : ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : null;
  if (bytes) return { base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
  return typeof value === "bigint" ? value.toString() : value;
}
