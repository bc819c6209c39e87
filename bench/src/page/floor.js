// The least that marks, changes, removes and takes back, one step deep.

const LABELS = { 1: "claim", 2: "quote", 3: "pledge" };
let chosen = null;
let removed = null;

addEventListener("keydown", (event) => {
  const label = LABELS[event.key];
  if (label) mark(label);
  else if (event.key === "Delete") remove();
  else if (event.key === "z" && event.ctrlKey) bringBack();
  else return;
  event.preventDefault();
});

function mark(label) {
  const selection = getSelection();
  if (!selection.isCollapsed) {
    chosen = document.createElement("mark");
    chosen.dataset.annotation = "new";
    selection.getRangeAt(0).surroundContents(chosen);
    selection.removeAllRanges();
  }
  if (!chosen) return;
  chosen.className = label;
  save();
}

function remove() {
  if (!chosen) return;
  removed = { mark: chosen, text: chosen.firstChild };
  chosen.replaceWith(removed.text);
  chosen = null;
  save();
}

function bringBack() {
  if (removed) {
    removed.text.replaceWith(removed.mark);
    removed.mark.append(removed.text);
    chosen = removed.mark;
    removed = null;
  } else if (chosen) {
    chosen.replaceWith(chosen.firstChild);
    chosen = null;
  }
  save();
}

function save() {
  const value = chosen ? { label: chosen.className, quote: chosen.textContent } : null;
  localStorage.setItem("floor", JSON.stringify(value));
}
