// The server: the diff worker, its REST API, and the entrypoint `Store` that only a service binding reaches.
import module from "../../build/wasm/server.wasm";
import { Runtime } from "../bridge";
import { callEntrypoint, handleFetch, handleScheduled } from "../entrypoints";
import type { Bindings } from "../operations";

const options = { runtime: new Runtime(module), variables: ["RATE_LIMITS", "ACCESS_TEAM", "ACCESS_KITCHENS"] };

export const Store = callEntrypoint(options);

export default {
  fetch: (request: Request, bindings: Bindings) => handleFetch(options, request, bindings),
  scheduled: (controller: ScheduledController, bindings: Bindings) => handleScheduled(options, controller, bindings),
};
