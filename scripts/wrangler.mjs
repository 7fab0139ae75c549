// wrangler ARGS… with the Node that it needs: what `npm run deploy`, `dev`, `migrate` and `put` call.
import { spawn } from "node:child_process";
import { root } from "./command.mjs";
import { modernNode, wranglerEnvironment, wranglerFile } from "./node.mjs";
import { installPackages } from "./setup.mjs";
import { main } from "./terminal.mjs";

await main(async () => {
  await installPackages();
  const child = spawn(modernNode(), [wranglerFile, ...process.argv.slice(2)], {
    cwd: root,
    env: wranglerEnvironment(),
    stdio: "inherit",
  });
  // Ctrl-C reaches the whole terminal; a signal sent to this process alone must be handed on, or wrangler stays behind.
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.on("SIGINT", () => {});
  process.exitCode = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? (signal ? 130 : 1)));
  });
}, { ownHelp: true });
