// Between sender and server: some calls fail before they are made, of some the answer is lost, and a batch with a
// poisoned document ends as a trapped one does. Which calls, a seed decides.
import { WorkerEntrypoint } from "cloudflare:workers";
import { decode, makeFrame } from "../../../workers/frame";
import { Chance } from "./chance";

interface Bindings {
  SERVER: { call(method: string, bytes: Uint8Array): Promise<Uint8Array> };
  SEED: string;
  FAULT_IN: string; // one call in so many fails; 0: none
}

let chance: Chance | null = null;

export class Store extends WorkerEntrypoint<Bindings> {
  async call(method: string, bytes: Uint8Array): Promise<Uint8Array> {
    chance ??= new Chance(Number(this.env.SEED));
    if (method === "store" && decode(bytes).includes("poison-pill")) return makeFrame({ trapped: true });
    const fails = chance.oneIn(Number(this.env.FAULT_IN));
    const after = chance.oneIn(2);
    if (fails && !after) throw new Error("Network connection lost.");
    const answer = await this.env.SERVER.call(method, bytes);
    if (fails) throw new Error("Network connection lost.");
    return answer;
  }
}

export default { fetch: () => new Response(null, { status: 404 }) };
