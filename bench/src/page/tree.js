// The document as it stands, without scripts: its frame as markup, and what is in it as trees of
// names, attributes and children. What the page draws after the first frame is told apart.

(() => {
  const N_FIRST_CHUNKS = 3;
  const LATER = ["#cards", ".library", ".messages", ".app-header", ".article-facts", ".article-map"];

  const frame = document.documentElement.cloneNode(true);
  for (const it of frame.querySelectorAll("script, meta[http-equiv]")) it.remove();
  frame.querySelector("body").replaceChildren();

  const rest = [];
  function tree(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const children = [...node.childNodes].filter((it) => it.nodeType !== Node.COMMENT_NODE && it.localName !== "script");
    const attributes = [...node.attributes].map(({ name, value }) => [name, value]);
    const { chunk } = node.dataset ?? {};
    const place = LATER.find((it) => node.matches(it)) ?? (chunk >= N_FIRST_CHUNKS ? `[data-chunk="${chunk}"]` : null);
    if (place) rest.push([place, children.map(tree)]);
    return [node.namespaceURI, node.localName, attributes, place ? [] : children.map(tree)];
  }
  const [, , , first] = tree(document.body);
  return { frame: frame.outerHTML, first: JSON.stringify(first), rest: JSON.stringify(rest) };
})();
