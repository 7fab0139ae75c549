// The probe as a Worker: every kind of event, so that the tests can see what the runtime does about traps and late answers.
import module from "../../../build/wasm/probe.wasm";
import { Runtime } from "../../../workers/bridge";
import { callEntrypoint, handleFetch, handleQueue } from "../../../workers/entrypoints";
import type { Bindings } from "../../../workers/operations";

const options = { runtime: new Runtime(module), variables: ["GREETING"] };

export const Store = callEntrypoint(options);

export default {
  fetch: (request: Request, bindings: Bindings) => handleFetch(options, request, bindings),
  queue: (batch: MessageBatch, bindings: Bindings) => handleQueue(options, batch, bindings),
};
