// Writes down what is changed in the document and where the focus goes, takes it back, and makes it
// again without the program.

window.__changes = (() => {
  // Changes this close together belong to one frame, in milliseconds.
  const TOGETHER_MS = 6;

  const changes = [];
  let after = null;
  let focused = null;
  let file = null;
  let isDeaf = false;

  const createObjectURL = URL.createObjectURL;
  URL.createObjectURL = (blob) => createObjectURL.call(URL, file = blob);

  const observer = new MutationObserver(take);

  // What one task does is of one moment: no frame comes in between, however long it takes.
  let moment = null;

  function momentOfTask() {
    moment ??= performance.now();
    scheduler.postTask(() => moment = null, { priority: "user-blocking" });
    return moment;
  }

  function take(records) {
    const at = momentOfTask();
    for (const { type, target, attributeName: name, oldValue: before, addedNodes, removedNodes, nextSibling: next } of records) {
      const now = name ? target.getAttribute(name) : target.data;
      changes.push({ at, type, target, name, before, now, added: [...addedNodes], removed: [...removedNodes], next });
    }
  }

  function takeFocus({ target, relatedTarget: before }) {
    // What was changed before the focus moved stays before it.
    take(observer.takeRecords());
    changes.push({ at: momentOfTask(), type: "focus", target, before });
  }

  const markup = () => document.documentElement.outerHTML;

  function set({ target, name }, value) {
    if (!name) target.data = value;
    else if (value === null) target.removeAttribute(name);
    else target.setAttribute(name, value);
  }

  function exchange({ target, next }, gone, come) {
    for (const node of gone) if (node.parentNode === target) node.remove();
    for (const node of come) target.insertBefore(node, next?.parentNode === target ? next : null);
  }

  function focus(element) {
    if (element) element.focus({ preventScroll: true });
    else document.activeElement.blur();
  }

  function make(change) {
    if (change.type === "focus") focus(change.target);
    else if (change.type === "childList") exchange(change, change.removed, change.added);
    else set(change, change.now);
  }

  function handOver(bytes, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type }));
    link.download = "file";
    link.click();
  }

  // What was set several times is read only at the last: each time it became what the next found.
  function tellValuesApart() {
    const later = new Map();
    for (const change of changes.toReversed()) {
      if (change.type === "childList" || change.type === "focus") continue;
      const values = later.get(change.target) ?? new Map();
      if (values.has(change.name)) change.now = values.get(change.name);
      later.set(change.target, values.set(change.name, change.before));
    }
  }

  return {
    record: () => {
      observer.observe(document, {
        subtree: true, childList: true, attributes: true, characterData: true,
        attributeOldValue: true, characterDataOldValue: true,
      });
      addEventListener("focusin", takeFocus);
    },

    // Says how many changes there were.
    takeBack: () => {
      observer.disconnect();
      removeEventListener("focusin", takeFocus);
      after = markup();
      focused = document.activeElement;
      tellValuesApart();
      for (const change of changes.toReversed()) {
        if (change.type === "focus") focus(change.before);
        else if (change.type === "childList") exchange(change, change.added, change.removed);
        else set(change, change.before);
      }
      return changes.length;
    },

    // Makes the changes at the next key, of which the program does not hear, and those of later
    // frames as much later. A file that was handed over is handed over again.
    makeAtKey: async () => {
      const bytes = file && new Uint8Array(await file.arrayBuffer());
      const start = changes[0].at;
      const [first, later] = [[], new Map()];
      for (const change of changes) {
        if (change.at - start <= TOGETHER_MS) first.push(change);
        else later.set(change.at, [...(later.get(change.at) ?? []), change]);
      }
      addEventListener("keydown", () => {
        if (bytes) handOver(bytes, file.type);
        first.forEach(make);
        for (const [at, together] of later) {
          setTimeout(() => requestAnimationFrame(() => together.forEach(make)), at - start);
        }
      }, { once: true, capture: true });
      isDeaf = true;
      for (const type of ["keydown", "keyup"]) {
        addEventListener(type, (event) => isDeaf && event.stopImmediatePropagation(), { capture: true });
      }
    },

    // Lets the program hear again. Says whether the document and the focus are as the program had
    // left them.
    areMade: () => {
      isDeaf = false;
      return markup() === after && document.activeElement === focused;
    },
  };
})();
