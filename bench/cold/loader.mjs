// Makes an isolate of its own for each id that it is asked for, and hands the request on to it. The code of the Workers that
// it loads lies beside it as data: bench/cold/run.mjs puts it there.
import code from "./code.json";
import hello from "./hello.bin";
import server from "./server.bin";

const wasm = { hello, server };

const modules = (name) => ({
  "index.js": { js: code[name] },
  ...(name === "javascript" ? {} : { "module.wasm": { wasm: wasm[name] } }),
});

export default {
  async fetch(request, { LOADER }) {
    const { searchParams } = new URL(request.url);
    const name = searchParams.get("name");
    const worker = LOADER.get(searchParams.get("id"), () => ({
      compatibilityDate: "2026-11-01",
      mainModule: "index.js",
      modules: modules(name),
      globalOutbound: null,
    }));
    return worker.getEntrypoint().fetch("http://cold/openapi.json");
  },
};
