import { expect, it } from "vitest";
import type { AuditLog } from "@/lib/storage/peoplePorts";
import { AppError } from "@/types/errors";
import { createNote, keepGoing } from "./note";

it("tells the log of the server what could not be noted, and fails nothing for it", async () => {
  const told: unknown[] = [];
  const log = { error: (...line: unknown[]) => void told.push(line) };
  const away = new AppError("storage_failed", "The database does not answer.");
  const audit: AuditLog = { note: () => Promise.reject(away), list: async () => [], removeBefore: async () => {} };
  await createNote(keepGoing(audit, log), "p1")({ kind: "key_removed", about: "openai" });
  const what = { kind: "key_removed", about: "openai", person: "p1" };
  expect(told).toEqual([["This could not be noted in the audit log.", away, what]]);
});

it("notes nothing where there is no audit log", async () => {
  await createNote(undefined, undefined)({ kind: "key_removed", about: "openai" });
});
