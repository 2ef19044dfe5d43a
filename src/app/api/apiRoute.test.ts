import { beforeEach, expect, it, vi } from "vitest";
import { createLog } from "@/lib/log";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { apiRoute } from "./apiRoute";
import { ask, useServices } from "./testServices";

const lines = vi.fn<(line: string) => void>();
beforeEach(async () => {
  lines.mockClear();
  useServices(await testDirectory(), { log: createLog("info", { write: lines }) });
});

const failing = (error: Error) =>
  apiRoute(async () => {
    throw error;
  });

it.each([
  ["ENOSPC", "the disk is full"],
  ["EMFILE", "too many files are open"],
  ["EROFS", "the disk is read-only"],
])("tells %s from an unexpected place as what it is, and logs where it came from", async (code, words) => {
  const answer = await ask(failing(Object.assign(new Error("fs"), { code })), "/api/x");
  expect(answer.status).toBe(500);
  const { error } = await answer.json();
  expect(error).toMatchObject({ code: "storage_failed", message: expect.stringContaining(words) });
  expect(lines).toHaveBeenCalledTimes(1);
  expect(lines.mock.calls[0]?.[0]).toContain(error.requestId);
});

it.each([
  new Error("a bug"),
  Object.assign(new Error("x"), { code: "ENOENT" }),
  Object.assign(new Error("x"), { code: "ERR_X" }),
])("tells nothing of a bug but its reference: %s", async (bug) => {
  const answer = await ask(failing(bug), "/api/x");
  const { error } = await answer.json();
  expect([answer.status, error.code]).toEqual([500, "internal"]);
  expect(JSON.stringify(error)).not.toContain(bug.message === "x" ? "ENOENT" : "a bug");
  expect(lines.mock.calls[0]?.[0]).toContain(error.requestId);
});
