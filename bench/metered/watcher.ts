// The watcher, metered. `GET /` answers what was counted since the last time.
import product from "../../workers/watcher/index";
import type { Bindings } from "../../workers/operations";
import { countEvent, meterAnswer, metered } from "./meter";

export default {
  fetch: meterAnswer,
  scheduled(controller: ScheduledController, bindings: Bindings) {
    countEvent();
    return product.scheduled(controller, metered(bindings));
  },
};
