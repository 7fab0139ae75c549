// The package as a user has it: packed, and unpacked into the node_modules of an empty project.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run } from "../../scripts/command.mjs";
import { buildPackage, packPackage } from "../../scripts/package.mjs";

/** Answers {project, home, tarball}: the project's folder and the package's in it; gone when the process ends. */
export async function install() {
  const project = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-package-"));
  process.on("exit", () => fs.rmSync(project, { recursive: true, force: true }));
  await buildPackage();
  const tarball = await packPackage(project);
  const home = path.join(project, "node_modules/cookdiff");
  fs.mkdirSync(home, { recursive: true });
  await run("tar", ["xzf", tarball, "-C", home, "--strip-components=1"]);
  fs.writeFileSync(path.join(project, "package.json"), '{"name":"kitchen","type":"module","private":true}');
  return { project, home, tarball };
}
