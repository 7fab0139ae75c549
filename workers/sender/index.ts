// The sender: consumes the queue of uploads and its dead letters. No public address.
import module from "../../build/wasm/sender.wasm";
import { Runtime } from "../bridge";
import { handleQueue } from "../entrypoints";
import type { Bindings } from "../operations";

const options = { runtime: new Runtime(module), variables: ["UPLOADS_BUCKET"] };

export default {
  queue: (batch: MessageBatch, bindings: Bindings) => handleQueue(options, batch, bindings),
};
