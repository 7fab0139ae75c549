// npm run native -- release|debug|asan: configures that preset with CXX (else the newest clang) in a folder of its own,
// builds every native program and runs every doctest program by ctest.
import { root, run } from "./command.mjs";
import { nativeCompiler } from "./requirements.mjs";
import { setup } from "./setup.mjs";
import { main, Reason, step } from "./terminal.mjs";
import path from "node:path";

const presets = ["release", "debug", "asan"];

await main(async () => {
  await setup({ npm: false });
  const [preset = "release"] = process.argv.slice(2);
  if (!presets.includes(preset)) throw new Reason(`no preset "${preset}"; there are ${presets.join(", ")}`);
  const compiler = nativeCompiler();
  const folder = path.join(root, "build", `native-${preset}-${path.basename(compiler)}`);
  await step(`configuring ${preset} for ${compiler}`, () => run("cmake", ["--preset", preset, "-B", folder], { env: { ...process.env, CXX: compiler } }));
  await step("building", () => run("cmake", ["--build", folder], { output: "show" }));
  await run("ctest", ["--test-dir", folder, "--output-on-failure"], { output: "show" });
});
