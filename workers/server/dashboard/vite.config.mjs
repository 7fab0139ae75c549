// The dashboard: one page, its styles, and a script a view. No code and no style inside the HTML (the policy forbids both).
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at("."),
  publicDir: at("public"),
  cacheDir: at("../../../.cache/vite"),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es" },
  build: {
    outDir: at("../../../build/dashboard/site"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    reportCompressedSize: false,
  },
  // `npx vite --config workers/server/dashboard/vite.config.mjs` beside `npm start` shows a change as it is typed.
  server: {
    proxy: Object.fromEntries(
      ["/recipes", "/compare", "/uploads", "/session", "/tokens", "/audit", "/healthz"].map((path) => [path, "http://localhost:8787"]),
    ),
  },
});
