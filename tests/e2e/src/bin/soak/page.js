// Works the page from inside, as quickly as it can follow. Turns are paced by a
// message channel: no browser slows that down in a window that is not seen.
window.soak ??= (() => {
    const RECORDS = "onrecord:1:";
    const SAVED = "Saved in this browser";
    const PATIENCE_MS = 120000;

    const turn = () => new Promise((resolve) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => { channel.port1.close(); resolve(); };
        channel.port2.postMessage(0);
    });

    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

    // Lets the page draw what it has to. A busy page goes on after a timer; two windows that hurry
    // do not wait for that.
    let hurries = false;
    const rest = async () => {
        await turn();
        for (let i = 0; i < 3 && !hurries; i += 1) await pause(4);
        await turn();
    };

    const articleText = () => document.querySelector("[data-article-text]");

    const textNodes = () => {
        const root = articleText();
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const nodes = [];
        while (walker.nextNode()) nodes.push(walker.currentNode);
        return nodes;
    };

    // The point of the document that lies `offset` UTF-16 units into the text. Between two nodes
    // it is in the later one where something starts, in the earlier where something ends.
    const point = (nodes, offset, isStart) => {
        let start = 0;
        for (const node of nodes) {
            const end = start + node.length;
            if (offset < end || (!isStart && offset === end)) return [node, offset - start];
            start = end;
        }
        throw new Error(`the article has no offset ${offset}`);
    };

    const select = async (start, end) => {
        let isHeard = false;
        document.addEventListener("selectionchange", () => { isHeard = true; }, { once: true });
        const nodes = textNodes();
        getSelection().setBaseAndExtent(...point(nodes, start, true), ...point(nodes, end, false));
        // The same selection as before is no change, and is not heard of.
        for (let i = 0; i < 50 && !isHeard; i += 1) await turn();
        await rest();
    };

    const press = async (key, held = {}) => {
        const target = document.activeElement ?? document.body;
        const facts = { key, bubbles: true, cancelable: true, ...held };
        target.dispatchEvent(new KeyboardEvent("keydown", facts));
        await turn();
    };

    // The chosen annotation. Cards that are far from the window are not drawn; the highlights are.
    const chosen = () => {
        const card = document.querySelector(".card[data-selected]");
        if (card) return card.dataset.annotation;
        const marks = [...articleText().querySelectorAll("mark[data-selected]")];
        const ids = marks.map((mark) => mark.dataset.annotation.split(" "));
        const common = ids.length === 0 ? [] : ids.reduce((one, other) => one.filter((id) => other.includes(id)));
        return common.length === 1 ? common[0] : null;
    };

    const toPage = () => {
        document.activeElement?.blur();
        getSelection().removeAllRanges();
    };

    // Clicks one of the marks in the article, and says which annotation that chose.
    const choose = async (pick) => {
        toPage();
        await turn();
        const marks = articleText().querySelectorAll("mark");
        if (marks.length === 0) return null;
        const mark = marks[pick % marks.length];
        mark.scrollIntoView({ block: "center", behavior: "instant" });
        mark.click();
        await rest();
        return chosen();
    };

    const actions = {
        async mark(start, end, key) {
            toPage();
            await select(start, end);
            await press(key);
        },
        async relabel(pick, key) {
            const picked = await choose(pick);
            if (picked) await press(key);
            return picked;
        },
        async remove(pick) {
            const picked = await choose(pick);
            if (picked) await press("Delete");
            return picked;
        },
        async attribute(pick, pill) {
            const picked = await choose(pick);
            const pills = document.querySelectorAll(".card[data-selected] .choice");
            if (pills.length === 0) return null;
            pills[pill % pills.length].click();
            await turn();
            return picked;
        },
        async undo() {
            toPage();
            await press("z", { ctrlKey: true });
        },
        async redo() {
            toPage();
            await press("Z", { ctrlKey: true, shiftKey: true });
        },
        async next() {
            toPage();
            await press("n");
        },
        async nothing() {},
    };

    const status = () =>
        document.querySelector("[role=status][aria-label=Storage]")?.textContent.trim() ?? "";

    // Waits until the page says that all is saved. A store that a busy machine keeps waiting is
    // warned of first, and caught up with later.
    const saved = () => new Promise((resolve, reject) => {
        let timer = 0;
        const observer = new MutationObserver(() => look());
        const stop = (finish) => {
            observer.disconnect();
            clearTimeout(timer);
            finish();
        };
        const look = () => {
            const says = status();
            if (says === SAVED) stop(resolve);
        };
        timer = setTimeout(() => stop(() => reject(new Error(`it still says “${status()}”`))), PATIENCE_MS);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        look();
    });

    // Waits until the page says what became of the last change, and returns what it says.
    const settled = () => new Promise((resolve, reject) => {
        const start = performance.now();
        const look = async () => {
            const says = status();
            if (says && !says.startsWith("Saving")) return resolve(says);
            if (performance.now() - start > PATIENCE_MS) return reject(new Error(`it still says “${says}”`));
            await pause(10);
            look();
        };
        look();
    });

    // One command, whatever becomes of it; says which annotation was clicked for it.
    const perform = async (name, ...given) => {
        const picked = await actions[name](...given);
        await rest();
        return picked ?? null;
    };

    const records = () => {
        const found = {};
        for (const key of Object.keys(localStorage)) {
            const name = key.startsWith(RECORDS) ? key.slice(RECORDS.length) : "";
            if (/^(a|article|link|labelset):/.test(name)) found[name] = localStorage.getItem(key);
        }
        return found;
    };

    let known = new Map();

    // The records that are not what they were when this was asked last.
    const changes = () => {
        const now = Object.entries(records());
        const changed = now.filter(([name, raw]) => known.get(name) !== raw);
        known = new Map(now);
        return Object.fromEntries(changed);
    };

    // The marks of the article: by annotation its label and the code points it covers. Blanks
    // between two blocks belong to none, so they do not part a mark.
    const marks = () => {
        const found = {};
        let offset = 0, gapStart = -1;
        for (const node of textNodes()) {
            const end = offset + [...node.data].length;
            if (!node.parentElement.closest("[data-block]")) {
                gapStart = gapStart < 0 ? offset : gapStart;
                offset = end;
                continue;
            }
            const mark = node.parentElement.closest("mark");
            const ids = mark ? mark.dataset.annotation.split(" ") : [];
            const labels = mark ? mark.dataset.label.split(" ") : [];
            ids.forEach((id, i) => {
                const entry = found[id] ??= { label: labels[i], ranges: [] };
                const last = entry.ranges.at(-1);
                if (last && (last[1] === offset || last[1] === gapStart)) last[1] = end;
                else entry.ranges.push([offset, end]);
            });
            offset = end;
            gapStart = -1;
        }
        return found;
    };

    // One command, until it is saved; then what it changed.
    const act = async (name, ...given) => {
        const picked = await actions[name](...given);
        let changed = {};
        // A page that is busy may still have the command before it.
        for (let i = 0; i < 10 && Object.keys(changed).length === 0; i += 1) {
            await rest();
            await saved();
            changed = changes();
        }
        return { changed, picked: picked ?? null };
    };

    // Carries out a command and leaves so soon after it that nobody can answer; what it wrote is
    // found under a key that is not the page's.
    const leave = async ([name, ...given], how, delayMs) => {
        const ways = {
            close: () => window.close(),
            reload: () => location.reload(),
            elsewhere: () => { location.href = document.querySelector("link[rel=icon]").href; },
            back: () => history.back(),
        };
        changes();
        const picked = await actions[name](...given) ?? null;
        localStorage.setItem("left", JSON.stringify({ outcome: { changed: changes(), picked } }));
        setTimeout(ways[how], delayMs);
    };

    const random = (seed) => () => {
        // The generator called mulberry32.
        seed = (seed + 0x6d2b79f5) | 0;
        let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
        return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
    };

    // Many commands without a pause, on marks that another window works on as well.
    const rush = async (seed, nOperations, spans, starts) => {
        const draw = random(seed);
        const below = (n) => Math.floor(draw() * n);
        const key = () => String(1 + below(3));
        hurries = true;
        soak.rushed = { nDone: 0, isOver: false };
        try {
            while (Date.now() < starts) await turn();
            while (soak.rushed.nDone < nOperations) {
                const chance = draw();
                if (chance < 0.4) await actions.mark(...spans[below(spans.length)], key());
                else if (chance < 0.6) await actions.relabel(below(1e6), key());
                else if (chance < 0.75) await actions.remove(below(1e6));
                else if (chance < 0.87) await actions.undo();
                else if (chance < 0.93) await actions.redo();
                else await actions.next();
                soak.rushed.nDone += 1;
            }
        } catch (error) {
            soak.rushed.problem = String(error.stack ?? error);
        }
        soak.rushed.isOver = true;
    };

    // Marks passages while this window and another fill local storage to the brim, with values of
    // two bytes a unit: browsers take some of those that are not kept.
    const race = async (name, spans, starts) => {
        const raced = soak.raced = { marked: [], nWritten: 0, isOver: false };
        try {
            changes();
            const fill = (n) => {
                for (let i = 0; i < n; i += 1) {
                    try {
                        localStorage.setItem(`wide:${name}:${raced.nWritten}`, "ж".repeat(102_400));
                        raced.nWritten += 1;
                    } catch { /* it is full */ }
                }
            };
            for (const [i, [start, end]] of spans.entries()) {
                toPage();
                await select(start, end);
                // Both windows write in the same moment, so that neither knows what the other takes.
                while (Date.now() < starts + 400 * i) await turn();
                fill(8);
                const pressed = press("1");
                fill(8);
                await pressed;
                await rest();
                const says = await settled();
                raced.marked.push({ says, changed: changes() });
            }
        } catch (error) {
            raced.problem = String(error.stack ?? error);
        }
        raced.isOver = true;
    };

    // How far that is after so long, or as soon as it is over.
    const rushedFor = async (patienceMs) => {
        await Promise.race([soak.rushing, pause(patienceMs)]);
        return soak.rushed;
    };

    // All that IndexedDB has: entries of one store by their keys.
    const database = (store) => new Promise((resolve, reject) => {
        const opening = indexedDB.open("onrecord");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
            const objects = opening.result.transaction(store).objectStore(store);
            const keys = objects.getAllKeys(), values = objects.getAll();
            objects.transaction.onerror = () => reject(objects.transaction.error);
            objects.transaction.oncomplete = () => {
                opening.result.close();
                resolve(keys.result.map((key, i) => [key, values.result[i]]));
            };
        };
    });

    // Sends messages away: they may lie over what is to be clicked.
    const dismiss = async () => {
        const buttons = document.querySelectorAll(".message [aria-label=Dismiss]");
        for (const button of buttons) button.click();
        await turn();
    };

    const find = (selector, pick) => {
        const found = document.querySelectorAll(selector);
        return found[pick % found.length];
    };

    // The point of the window where an element can be clicked; scrolls there where there is none.
    const middle = (element) => {
        if (!element) return null;
        const { x, y, width, height } = element.getBoundingClientRect();
        const point = [x + width / 2, y + height / 2].map(Math.round);
        const hit = document.elementFromPoint(...point);
        if (hit && (element.contains(hit) || hit.contains(element))) return point;
        element.scrollIntoView({ block: "center", behavior: "instant" });
        return null;
    };

    return { act, actions, perform, leave, settled, rest, pause, choose, find, middle, toPage, dismiss, records, changes, marks, saved, status, chosen, rush, race, rushedFor, database, turn };
})();
