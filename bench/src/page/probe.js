// Runs before anything else in both pages, costs both the same, and waits to be asked.

(() => {
  const marks = document.getElementsByTagName("mark");
  const memories = [];
  let handedOver = null;
  let gotKey = null;
  const paints = { "first-contentful-paint": [], "largest-contentful-paint": [] };
  let fullAt = Infinity;

  // What the page's modules use is known to nobody else.
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const result = await original.apply(WebAssembly, given);
      const memory = (result.instance ?? result).exports.memory;
      if (memory) memories.push(memory);
      return result;
    };
  }

  const createObjectURL = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    handedOver?.({ at: performance.now(), size: blob.size });
    return createObjectURL.call(URL, blob);
  };

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) (paints[entry.name] ?? paints[entry.entryType])?.push(entry);
  }).observe({ entryTypes: ["paint", "largest-contentful-paint"] });

  // Notices the frame that first has text down to the end of the window.
  const lookForText = () => {
    const text = document.querySelector(".article-text, [data-article-text]");
    const { left, width } = text?.getBoundingClientRect() ?? { left: 0, width: 0 };
    const lowest = document.elementFromPoint(left + width / 2, innerHeight - 10);
    if (text?.contains(lowest)) fullAt = performance.now();
    else requestAnimationFrame(lookForText);
  };
  if (location.pathname !== "/empty") requestAnimationFrame(lookForText);

  function macrotask(then) {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(0);
  }

  // A page that draws later than in the next frame says itself when it has, and how much.
  const nMarks = () => window.contestant?.nMarks() ?? marks.length;

  // Resolves after the frame that shows the state of now.
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => macrotask(resolve)));
  const drawn = () => window.contestant?.drawn().then(() => performance.now()) ?? frame();

  addEventListener("keydown", (event) => {
    gotKey?.(event.timeStamp);
    gotKey = null;
  }, { capture: true });

  function scroller() {
    let element = document.querySelector("[data-article-text]");
    for (; element; element = element.parentElement) {
      const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowY);
      if (scrolls && element.scrollHeight > element.clientHeight) return element;
    }
    return document.scrollingElement;
  }

  window.__probe = {
    nMarks,
    wasmBytes: () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    // When the first screenful was painted. The browser's largest paint is of a text that stays;
    // one that was there from the first paint on, and is drawn anew, was painted then.
    firstScreen: () => {
      const [first] = paints["first-contentful-paint"];
      return first.startTime >= fullAt ? first.startTime : paints["largest-contentful-paint"].at(-1).startTime;
    },
    frame,

    // When `expected` highlights are there, drawn, and the page answers; the time stamp has the
    // browser tell the CPU time of just then.
    ready: (expected) => new Promise((resolve) => {
      const look = () => {
        if (nMarks() >= expected) macrotask((end) => { console.timeStamp("ready"); resolve(end); });
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }),

    // From the next key to the end of the frame that shows what it did.
    expectKey: () => {
      window.__probe.key = new Promise((resolve) => {
        gotKey = (start) => drawn().then((end) => resolve(end - start));
      });
    },

    // When what `selector` finds has the focus.
    focused: (selector) => new Promise((resolve) => {
      const look = () => {
        if (document.activeElement.matches(selector)) resolve();
        else requestAnimationFrame(look);
      };
      look();
    }),

    // Selects some words of plain text on the screen; says which.
    selectWords: () => {
      const text = document.querySelector("[data-article-text]");
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const words = /(?<=\s)[a-z]+ [a-z]+ [a-z]+(?=\s)/.exec(node.data);
        if (!words || node.parentElement.closest("mark")) continue;
        getSelection().setBaseAndExtent(node, words.index, node, words.index + words[0].length);
        return words[0];
      }
      return null;
    },

    // Scrolls through everything, most of a screen each frame; says how many steps it took.
    scrollThrough: async () => {
      const element = scroller();
      const step = Math.round(innerHeight * 0.8);
      let steps = 0;
      for (let last = -1; element.scrollTop !== last; steps += 1) {
        last = element.scrollTop;
        element.scrollBy({ top: step, behavior: "instant" });
        await frame();
      }
      element.scrollTo({ top: 0, behavior: "instant" });
      return steps;
    },

    // Opens an article of the library; says how long it takes until it is drawn.
    turnTo: (number) => new Promise((resolve) => {
      const text = () => document.querySelector("[data-article-text]");
      const before = text();
      const start = performance.now();
      document.querySelectorAll(".article-entry")[number].click();
      const look = () => {
        if (text()?.textContent && text() !== before) macrotask((end) => resolve(end - start));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }),

    // Presses the button or menu item, and waits for the file it hands over.
    exportBy: (item) => new Promise((resolve, reject) => {
      const start = performance.now();
      handedOver = ({ at, size }) => resolve({ ms: at - start, size });
      setTimeout(() => reject(new Error("no file was handed over")), 20000);
      item.click();
    }),

    seed: async (part) => {
      for (const [key, value] of part.local) localStorage.setItem(key, value);
      const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open("onrecord", 1);
        request.onupgradeneeded = () => {
          for (const name of ["records", "texts", "history"]) request.result.createObjectStore(name);
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const transaction = database.transaction(["records", "texts"], "readwrite");
      for (const store of ["records", "texts"]) {
        for (const [key, value] of part[store]) transaction.objectStore(store).put(value, key);
      }
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      database.close();
      return localStorage.length;
    },
  };
})();
