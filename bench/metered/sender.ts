// The sender, metered. `GET /` answers what was counted since the last time.
import product from "../../workers/sender/index";
import type { Bindings } from "../../workers/operations";
import { countEvent, meterAnswer, metered } from "./meter";

export default {
  fetch: meterAnswer,
  queue(batch: MessageBatch, bindings: Bindings) {
    countEvent();
    return product.queue(batch, metered(bindings));
  },
};
