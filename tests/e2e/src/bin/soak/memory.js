// Keeps the memory of the page's own module in view.
for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
        const made = await real.apply(WebAssembly, given);
        window.wasmMemory ??= (made.instance ?? made).exports.memory;
        return made;
    };
}
