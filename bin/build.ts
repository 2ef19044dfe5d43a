import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const BUILD_MARK = ".next/BUILD_ID";
const inputs = ["src", "public", "next.config.ts", "postcss.config.mjs", "tsconfig.json", "package-lock.json"];

/** Builds the app unless the last build is newer than everything it was made from. */
export async function buildIfNeeded(): Promise<void> {
  const builtAt = existsSync(BUILD_MARK) ? statSync(BUILD_MARK).mtimeMs : 0;
  if (inputs.some((path) => existsSync(path) && newestChange(path) > builtAt)) await build();
}

function newestChange(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !name.includes(".test."))
    .reduce((newest, { name }) => Math.max(newest, newestChange(join(path, name))), mtimeMs);
}

async function build(): Promise<void> {
  console.log("Building Patchbay (once after an install or an update, about a minute) …");
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const status = await new Promise((resolve) => child.on("exit", resolve));
  if (status === 0) return;
  console.error(output);
  throw new Error("The build failed; its output stands above.");
}
