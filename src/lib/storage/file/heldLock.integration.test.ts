import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startChild } from "@/lib/auth/testkit/testChild";
import { isLockHeld, tryHoldLock } from "./heldLock";
import { testDirectory } from "./testDirectory";

const child = new URL("./heldLock.child.ts", import.meta.url).href;

it("is refused while another process lives that has it, and free the moment that one is killed", async () => {
  const path = join(await testDirectory(), "run", "owner.lock");
  expect(isLockHeld(path)).toBe(false);
  const holder = startChild(child, [path]);
  onTestFinished(() => void holder.process.kill("SIGKILL"));
  expect(await holder.nextLine()).toBe("held");
  expect(isLockHeld(path)).toBe(true);
  expect(await tryHoldLock(path)).toBeUndefined();

  holder.process.kill("SIGKILL");
  await new Promise((resolve) => holder.process.once("exit", resolve));
  expect(isLockHeld(path)).toBe(false);
  const lock = await tryHoldLock(path);
  expect(lock).toBeDefined();
  const second = startChild(child, [path]);
  onTestFinished(() => void second.process.kill("SIGKILL"));
  expect(await second.nextLine()).toBe("refused");
  expect(await tryHoldLock(path)).toBeUndefined();
  lock?.release();
  expect(isLockHeld(path)).toBe(false);
});

it("is not taken from its owner, nor refused to the next one, by those who look", async () => {
  const path = join(await testDirectory(), "owner.lock");
  for (let round = 0; round < 20; round++) {
    const lock = await tryHoldLock(path);
    expect(isLockHeld(path)).toBe(true);
    lock?.release();
    expect(isLockHeld(path)).toBe(false);
  }
});

it.each([
  ["something else", /other than a lock/, (path: string) => writeFile(path, "x".repeat(5000))],
  ["a directory", /directory/, (path: string) => mkdir(path)],
])("says so where %s stands in its place", async (_, words, spoil) => {
  const path = join(await testDirectory(), "owner.lock");
  await spoil(path);
  const told = { code: "storage_failed", message: expect.stringMatching(words) };
  expect(() => isLockHeld(path)).toThrow(expect.objectContaining(told));
  await expect(tryHoldLock(path)).rejects.toMatchObject(told);
});
