import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A fresh directory that goes when the test ends. */
export async function testDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "patchbay-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}
