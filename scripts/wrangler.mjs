// wrangler ARGS… with the Node that it needs: what `npm run deploy`, `dev`, `migrate` and `put` call.
import { run, root } from "./command.mjs";
import { modernNode, wranglerEnvironment, wranglerFile } from "./node.mjs";
import { main } from "./terminal.mjs";

await main(async () => {
  const { code } = await run(modernNode(), [wranglerFile, ...process.argv.slice(2)], {
    cwd: root,
    env: wranglerEnvironment(),
    output: "show",
    allowFailure: true,
  });
  process.exitCode = code;
});
