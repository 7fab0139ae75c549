// The same two awaited calls in plain JavaScript.
const hex = (bytes: ArrayBuffer) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

export default {
  async fetch(request: Request): Promise<Response> {
    const once = hex(await crypto.subtle.digest("SHA-256", await request.arrayBuffer()));
    const twice = hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(once)));
    return new Response(twice, { headers: { "content-type": "text/plain" } });
  },
};
