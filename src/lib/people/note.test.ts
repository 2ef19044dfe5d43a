import { expect, it } from "vitest";
import { AppError } from "@/types/errors";
import { createNote } from "./note";

it("tells the log of the server what could not be noted, and fails nothing for it", async () => {
  const told: unknown[] = [];
  const log = { error: (...line: unknown[]) => void told.push(line) };
  const away = new AppError("storage_failed", "The database does not answer.");
  const note = createNote({ audit: { note: () => Promise.reject(away) }, log, person: "p1" });
  await note({ kind: "key_removed", about: "openai" });
  const what = { kind: "key_removed", about: "openai", person: "p1" };
  expect(told).toEqual([["This could not be noted in the audit log.", away, what]]);
});

it("notes nothing where there is no audit log", async () => {
  const note = createNote({ audit: undefined, log: { error: () => expect.unreachable() }, person: undefined });
  await note({ kind: "key_removed", about: "openai" });
});
