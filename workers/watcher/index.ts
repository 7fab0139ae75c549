// The watcher: on its cron it walks the bucket and enqueues what the tables lack. No public address.
import module from "../../build/wasm/watcher.wasm";
import { Runtime } from "../bridge";
import { handleScheduled } from "../entrypoints";
import type { Bindings } from "../operations";

const options = { runtime: new Runtime(module) };

export default {
  scheduled: (controller: ScheduledController, bindings: Bindings) => handleScheduled(options, controller, bindings),
};
