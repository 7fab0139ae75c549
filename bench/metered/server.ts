// The server, metered. `GET /` answers what was counted since the last time; the entrypoint `Store` is the product's.
import { Store as Product } from "../../workers/server/index";
import type { Bindings } from "../../workers/operations";
import { countEvent, meterAnswer, metered } from "./meter";

export class Store extends Product {
  constructor(context: ExecutionContext, bindings: Bindings) {
    super(context, metered(bindings));
  }
  override call(method: string, bytes: Uint8Array): Promise<Uint8Array> {
    countEvent();
    return super.call(method, bytes);
  }
}

export default { fetch: meterAnswer };
