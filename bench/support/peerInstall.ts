import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const TIME_LIMIT_MS = 120_000;

export interface PeerInstallation {
  /** The version that is there. */
  version: string;
  /** A module that exports what the package exports. */
  modulePath: string;
}

/**
 * A package and what it wants beside it, in a temporary directory outside the tree that stays for the next run.
 * @throws Error with npm's reason
 */
export async function installPeer(packageName: string, version: string, others: string[]): Promise<PeerInstallation> {
  const parent = join(tmpdir(), "patchbay-bench-peers");
  const directory = join(parent, `${packageName.replaceAll(/\W+/g, "-").replace(/^-/, "")}-${version}`);
  const installation = { version, modulePath: join(directory, "peer.mjs") };
  if (existsSync(installation.modulePath)) return installation;
  await mkdir(parent, { recursive: true });
  const fresh = await mkdtemp(join(parent, "new-"));
  try {
    await writeFile(join(fresh, "package.json"), '{ "private": true, "type": "module" }');
    await npmInstall(fresh, [`${packageName}@${version}`, ...others]);
    await writeFile(join(fresh, "peer.mjs"), `export * from "${packageName}";\n`);
    await rename(fresh, directory);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return installation;
}

/**
 * Peer dependencies are named by hand: where a registry lacks a version that one of them wants, npm's own search
 * for a way out has no end (1,500 requests and two minutes of CPU without a result).
 */
async function npmInstall(directory: string, packages: string[]): Promise<void> {
  const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps", "--loglevel=error"];
  try {
    await promisify(execFile)("npm", ["install", "--prefix", directory, ...quiet, ...packages], {
      cwd: directory,
      timeout: TIME_LIMIT_MS,
      killSignal: "SIGKILL",
    });
  } catch (error) {
    throw new Error(toReason(error), { cause: error });
  }
}

function toReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("killed" in error && error.killed === true) return `npm was stopped after ${TIME_LIMIT_MS / 1000} s`;
  const lines = "stderr" in error ? String(error.stderr).split("\n") : [];
  const told = lines.find((line) => /^npm error (?!code)/.test(line));
  return told?.replace(/^npm error (notarget )?/, "") ?? error.message;
}
