import { mkdtemp, readdir, readlink, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import { lockContract } from "@/lib/storage/contract/lockContract";
import { createFileLock } from "./fileLock";

async function lockPath(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "patchbay-lock-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return join(directory, "locks", "x.lock");
}

lockContract("the lock of a file", async () => {
  const path = await lockPath();
  const hold = async () => {
    await createFileLock(path).run(async () => undefined);
    const holder = new DatabaseSync(path);
    holder.exec("BEGIN EXCLUSIVE");
    return async () => holder.close();
  };
  return { lock: createFileLock(path), hold };
});

it("keeps its file private", async () => {
  const path = await lockPath();
  await createFileLock(path).run(async () => undefined);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it.runIf(process.platform === "linux")(
  "holds no file open once nobody stands in line, and takes turns again after that",
  async () => {
    const path = await lockPath();
    const lock = createFileLock(path);
    const isOpen = async () => {
      const links = await Promise.all(
        (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")),
      );
      return links.includes(path);
    };
    await Promise.all([lock.run(async () => expect(await isOpen()).toBe(true)), lock.run(async () => undefined)]);
    expect(await isOpen()).toBe(false);
    const order: string[] = [];
    await Promise.all(["a", "b"].map((name) => lock.run(async () => void order.push(name))));
    expect(order).toEqual(["a", "b"]);
  },
);

it("writes nothing beside its file, so that it can be had on a full disk", async () => {
  const path = await lockPath();
  expect(await createFileLock(path).run(() => readdir(dirname(path)))).toEqual(["x.lock"]);
  expect((await stat(path)).size).toBe(0);
});
