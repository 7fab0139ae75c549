// The probe with a new instance for every event.
import module from "../../build/wasm/probe.wasm";
import { Runtime } from "../../workers/bridge";
import { handleFetch } from "../../workers/entrypoints";
import type { Bindings } from "../../workers/operations";

const options = { runtime: new Runtime(module, 0) };
export default { fetch: (request: Request, bindings: Bindings) => handleFetch(options, request, bindings) };
