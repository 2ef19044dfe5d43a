#!/usr/bin/env node
// The command line. Whatever Node started this, the program itself runs on the one that came with the package.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const inPackage = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const pinnedNode = inPackage("node_modules/node/bin/node");
const node = existsSync(pinnedNode) ? pinnedNode : process.execPath;
const child = spawn(
  node,
  ["--import", new URL("./register.mjs", import.meta.url).href, inPackage("src/cli/main.ts"), ...process.argv.slice(2)],
  { stdio: "inherit", env: { ...process.env, PATCHBAY_HOME: inPackage(".") } },
);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (status, signal) => process.exit(status ?? (signal === null ? 1 : 130)));
