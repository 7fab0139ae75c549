// A client that sends what fetch would not: any path, any header, any body, on connections that are kept.
import http from "node:http";

export class RawClient {
  constructor(url) {
    this.url = new URL(url);
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  }

  /** {status, headers, text, milliseconds}. Fails when the connection breaks. */
  send({ method, target, headers = {}, body }) {
    return new Promise((resolve, reject) => {
      const from = performance.now();
      const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
      const { hostname, port } = this.url;
      const request = http.request({ hostname, port, method, path: target, agent: this.agent, headers: { ...headers, ...length } }, (response) => {
        const parts = [];
        response.on("data", (part) => parts.push(part));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(parts).toString("utf8"), milliseconds: performance.now() - from }),
        );
      });
      request.on("error", reject);
      request.end(body);
    });
  }

  close() {
    this.agent.destroy();
  }
}
