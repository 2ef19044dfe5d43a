import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import type { TestApp } from "./app";

/** Runs `patchbay …` on the app's data, as a person does at the terminal of that computer. */
export async function atTerminal({ dataDir, configDir }: TestApp, ...words: string[]): Promise<void> {
  const places = { PATCHBAY_DATA_DIR: dataDir, XDG_CONFIG_HOME: resolve(configDir, "..") };
  await promisify(execFile)(process.execPath, ["bin/patchbay.mjs", ...words], { env: { ...process.env, ...places } });
}
