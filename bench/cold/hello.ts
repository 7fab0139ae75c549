// The runtime without our code.
import module from "./hello.wasm";
import { Runtime } from "../../workers/bridge";
import { handleFetch } from "../../workers/entrypoints";
import type { Bindings } from "../../workers/operations";

const options = { runtime: new Runtime(module) };
export default { fetch: (request: Request, bindings: Bindings) => handleFetch(options, request, bindings) };
