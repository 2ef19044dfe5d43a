import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { createFileLock } from "./fileLock";

const register = fileURLToPath(new URL("../../../../bin/register.mjs", import.meta.url));
const child = fileURLToPath(new URL("./fileLock.child.ts", import.meta.url));

function run(...parameters: string[]): ChildProcess {
  return spawn(process.execPath, ["--import", register, child, ...parameters], { stdio: ["ignore", "pipe", "pipe"] });
}

async function freshDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "patchbay-lock-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

it("keeps eight processes apart: no increment is lost, and nothing is printed", async () => {
  const directory = await freshDirectory();
  const counter = join(directory, "counter");
  await writeFile(counter, "0");
  const children = Array.from({ length: 8 }, () => run("count", join(directory, "x.lock"), counter, "20"));
  const noise: string[] = [];
  for (const { stderr } of children) stderr?.on("data", (chunk) => noise.push(String(chunk)));
  const codes = await Promise.all(children.map(async (process) => (await once(process, "exit"))[0]));
  expect(codes).toEqual(Array(8).fill(0));
  expect(await readFile(counter, "utf8")).toBe("160");
  expect(noise).toEqual([]);
});

it("passes to the next one when its holder is killed", async () => {
  const directory = await freshDirectory();
  const path = join(directory, "x.lock");
  const holder = run("hold", path);
  if (holder.stdout === null) throw new Error("the child has no output");
  await once(holder.stdout, "data");
  let taken = false;
  const waiting = createFileLock(path).run(async () => {
    taken = true;
    return performance.now();
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(taken).toBe(false);
  const killedAt = performance.now();
  holder.kill("SIGKILL");
  const takenAfterMs = (await waiting) - killedAt;
  console.info(`lock taken over ${takenAfterMs.toFixed(1)} ms after SIGKILL`);
  expect(takenAfterMs).toBeLessThan(5000);
});
