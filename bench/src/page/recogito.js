// A page around @recogito/text-annotator, as its documentation shows it, with the floor's keys.

import "@recogito/text-annotator/text-annotator.css";
import { Origin, createTextAnnotator, rangeToSelector } from "@recogito/text-annotator";

const COLOURS = { claim: "#f2c14e", quote: "#6ea8d8", pledge: "#8ac28a" };
const KEYS = { 1: "claim", 2: "quote", 3: "pledge" };

const text = document.querySelector("[data-article-text]");
const annotator = createTextAnnotator(text, {
  annotatingEnabled: false,
  style: (annotation) => ({ fill: COLOURS[annotation.bodies[0].value], fillOpacity: 0.4 }),
});
const { store } = annotator.state;
let whenDrawn = [];
let nDrawn = 0;
let chosen = null;

// The library draws a little after each change, what is on the screen alone.
annotator.renderer.on("onRedraw", () => {
  nDrawn = annotator.getAnnotations().length;
  for (const resolve of whenDrawn) resolve();
  whenDrawn = [];
});

window.contestant = {
  nMarks: () => nDrawn,
  drawn: () => new Promise((resolve) => whenDrawn.push(resolve)),
};

const given = JSON.parse(document.getElementById("annotations").textContent);
annotator.setAnnotations(given.map(([id, label, start, end, quote]) =>
  annotation(id, label, { start, end, quote })));

function annotation(id, label, selector) {
  const bodies = [{ id: `${id}-label`, annotation: id, purpose: "tagging", value: label }];
  return { id, bodies, target: { annotation: id, selector: [selector] } };
}

addEventListener("keydown", (event) => {
  if (KEYS[event.key]) mark(KEYS[event.key]);
  else if (event.key === "Delete") store.deleteAnnotation(chosen, Origin.LOCAL);
  else if (event.key === "z" && event.ctrlKey) annotator.undo();
  else return;
  event.preventDefault();
});

function mark(label) {
  const selection = getSelection();
  if (selection.isCollapsed) {
    store.updateAnnotation({ ...store.getAnnotation(chosen), bodies: annotation(chosen, label).bodies }, Origin.LOCAL);
    return;
  }
  chosen = crypto.randomUUID();
  const selector = rangeToSelector(selection.getRangeAt(0), text);
  selection.removeAllRanges();
  store.addAnnotation(annotation(chosen, label, selector), Origin.LOCAL);
}
