// Breaks the browser under the page in ways that real ones break. What is broken while the page is
// open is mended by `mend`; what is broken before it starts, by the next load without this script.
window.faults ??= (() => {
    const RECORD = /^onrecord:1:(a|article|link|labelset):/;
    const mending = [];

    const replace = (owner, name, made) => {
        const before = Object.getOwnPropertyDescriptor(owner, name);
        Object.defineProperty(owner, name, { configurable: true, ...made(before) });
        mending.push(() => Object.defineProperty(owner, name, before));
    };

    const mend = () => {
        while (mending.length > 0) mending.pop()();
    };

    const full = () => new DOMException("Setting the value exceeded the quota.", "QuotaExceededError");

    // The n-th write of a record from now on is refused, and those after it if `lasts`.
    const refuse = (n, lasts) => {
        faults.nRefused = 0;
        let nAsked = 0;
        replace(Storage.prototype, "setItem", ({ value: set }) => ({
            writable: true,
            value(key, value) {
                if (RECORD.test(key)) nAsked += 1;
                if (RECORD.test(key) && (lasts ? nAsked >= n : nAsked === n)) {
                    faults.nRefused += 1;
                    throw full();
                }
                set.call(this, key, value);
            },
        }));
    };

    // Writes of annotations are acknowledged and dropped: the next one, or all.
    const drop = (lasts) => {
        faults.nDropped = 0;
        replace(Storage.prototype, "setItem", ({ value: set }) => ({
            writable: true,
            value(key, value) {
                if (key.startsWith("onrecord:1:a:") && (lasts || faults.nDropped === 0)) faults.nDropped += 1;
                else set.call(this, key, value);
            },
        }));
    };

    // Fills local storage with a key that is not the page's, but for `n` units.
    const fill = (n) => {
        let size = 4 * 1024 * 1024, text = "";
        while (size >= 1) {
            try {
                localStorage.setItem("foreign", text + "x".repeat(size));
                text += "x".repeat(size);
            } catch {
                size = Math.floor(size / 2);
            }
        }
        localStorage.setItem("foreign", text.slice(n));
        return text.length;
    };

    // Nothing that other windows write is heard of.
    const deafen = () => {
        window.addEventListener("storage", (event) => event.stopImmediatePropagation(), { capture: true });
    };

    const shutLocalStorage = () => replace(window, "localStorage", () => ({
        get() { throw new DOMException("Access is denied for this document.", "SecurityError"); },
    }));

    const opening = {
        // It says no at once, a little later, or never anything.
        throws: () => { throw new DOMException("The operation is insecure.", "SecurityError"); },
        fails: () => {
            const request = { error: new DOMException("Internal error opening backing store.", "UnknownError") };
            setTimeout(() => request.onerror?.(new Event("error")));
            return request;
        },
        hangs: () => ({}),
    };

    const shutDatabase = (how) => replace(IDBFactory.prototype, "open", () => ({ writable: true, value: opening[how] }));

    // Every transaction is aborted when all its requests are made.
    const abortWrites = () => replace(IDBTransaction.prototype, "commit", () => ({
        writable: true,
        value() { this.abort(); },
    }));

    // No transaction says that it is complete.
    const stallWrites = () => replace(IDBTransaction.prototype, "oncomplete", () => ({ set() {} }));

    const now = Date.now;

    // The clock goes wrong by so many milliseconds.
    const shiftClock = (ms) => { Date.now = () => now() + ms; };

    // The program falls over an exception in the middle of the n-th thing that asks for the time.
    const trip = (n) => {
        let nAsked = 0;
        replace(Date, "now", ({ value: tell }) => ({
            writable: true,
            value() {
                nAsked += 1;
                if (nAsked === n) throw new RangeError("tripped by a trial");
                return tell();
            },
        }));
    };

    const units = (text) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

    const damages = {
        empty: () => "",
        cut: (raw, share) => raw.slice(0, Math.floor(raw.length * share)),
        checksum: (raw) => raw.replace(/"_c":"(.)/, (_, digit) => `"_c":"${digit === "0" ? "1" : "0"}`),
        number: () => "12",
        null: () => "null",
        array: () => "[]",
        huge: (raw) => raw + "x".repeat(100_000),
        nul: (raw) => raw.slice(0, 9) + "\0" + raw.slice(9),
        surrogate: (raw) => raw.slice(0, 9) + "\ud800" + raw.slice(9),
    };

    // Puts a value that cannot be read in the place of one that can, and returns its code units.
    const damage = (key, how, share) => {
        const damaged = damages[how](localStorage.getItem(key), share);
        localStorage.setItem(key, damaged);
        return units(damaged);
    };

    // Whether a value with just these code units was set aside for a key.
    const isAside = (key, expected) => Object.keys(localStorage).some((name) => {
        if (!name.startsWith("onrecord:1:q:") || !name.endsWith(key)) return false;
        const found = units(localStorage.getItem(name));
        return found.length === expected.length && found.every((unit, i) => unit === expected[i]);
    });

    const database = (name) => new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });

    const deleteDatabase = () => new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase("onrecord");
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
    });

    // Empties every object store, as a person would by the browser's tools.
    const emptyDatabase = async () => {
        const opened = await database("onrecord");
        const transaction = opened.transaction([...opened.objectStoreNames], "readwrite");
        for (const name of opened.objectStoreNames) transaction.objectStore(name).clear();
        await new Promise((resolve, reject) => {
            transaction.oncomplete = resolve;
            transaction.onabort = reject;
        });
        opened.close();
    };

    return {
        mend, refuse, drop, fill, deafen, shutLocalStorage, shutDatabase, abortWrites, stallWrites, shiftClock, trip,
        damage, isAside, deleteDatabase, emptyDatabase,
    };
})();
