// Reads all records of local storage, as every program that keeps some there must before it shows
// them, and makes a document out of trees: first what is seen first, and the rest once that is painted.

{
  for (const name of Reflect.ownKeys(localStorage)) {
    const value = localStorage.getItem(name);
    if (value.startsWith("{")) JSON.parse(value);
  }

  const trees = (id) => JSON.parse(document.getElementById(id).textContent);
  function made(tree) {
    if (typeof tree === "string") return document.createTextNode(tree);
    const [namespace, name, attributes, children] = tree;
    const element = document.createElementNS(namespace, name);
    for (const [attribute, value] of attributes) element.setAttribute(attribute, value);
    for (const child of children) element.appendChild(made(child));
    return element;
  }

  document.body.append(...trees("first").map(made));
  addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(() => {
    for (const [place, children] of trees("rest")) {
      document.querySelector(place).append(...children.map(made));
    }
  })));
}
