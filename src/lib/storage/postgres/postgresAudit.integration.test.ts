import { expect, it } from "vitest";
import type { AuditEntry } from "@/types/people";
import { createPostgresAudit } from "./postgresAudit";
import { createPostgresPersons } from "./postgresPersons";
import { testDatabase } from "./testDatabase";

async function openAudit() {
  const database = await testDatabase();
  const people = createPostgresPersons(database);
  const ada = await people.add({
    name: "ada",
    role: "admin",
    email: null,
    passwordHash: "hash",
    issuer: null,
    subject: null,
  });
  return { database, people, ada, audit: createPostgresAudit(database) };
}

const idsOf = (entries: AuditEntry[]) => entries.map(({ id }) => Number(id));

it("keeps who did what from where, by the name that they had then", async () => {
  const { audit, people, ada } = await openAudit();
  await audit.note({
    kind: "key_changed",
    person: ada.id,
    about: "openai",
    address: "192.0.2.7",
    details: { address: "https://models.example" },
  });
  await people.change(ada.id, { name: "ada.l" });
  await audit.note({ kind: "sign_in_refused", about: "nobody" });
  const [refused, changed] = await audit.list({ limit: 10 });
  expect(changed).toEqual({
    id: expect.stringMatching(/^\d+$/),
    at: expect.stringMatching(/^\d{4}-.*Z$/),
    kind: "key_changed",
    person: { id: ada.id, name: "ada" },
    about: "openai",
    address: "192.0.2.7",
    details: { address: "https://models.example" },
  });
  expect(refused).toEqual({
    id: expect.any(String),
    at: expect.any(String),
    kind: "sign_in_refused",
    about: "nobody",
  });
});

it("gives page after page, newest first, of a kind or of a person", async () => {
  const { audit, ada } = await openAudit();
  for (let number = 0; number < 5; number++)
    await audit.note({ kind: number % 2 === 0 ? "sign_in" : "run_exported", person: ada.id, about: String(number) });
  await audit.note({ kind: "sign_in", about: "terminal" });
  const first = await audit.list({ limit: 4 });
  const second = await audit.list({ limit: 4, before: first.at(-1)?.id });
  expect(first.concat(second).map(({ about }) => about)).toEqual(["terminal", "4", "3", "2", "1", "0"]);
  expect(idsOf(first)).toEqual(idsOf(first).toSorted((a, b) => b - a));
  const of = async (filter: object) => (await audit.list({ limit: 9, ...filter })).map(({ about }) => about);
  expect(await of({ kind: "run_exported" })).toEqual(["3", "1"]);
  expect(await of({ person: ada.id })).toEqual(["4", "3", "2", "1", "0"]);
  expect(await of({ kind: "sign_in", person: ada.id, before: first[1]?.id })).toEqual(["2", "0"]);
});

it("keeps what no text of the database may hold, and not more than a line of anything", async () => {
  const { audit } = await openAudit();
  await audit.note({ kind: "workflow_exported", about: "a\0b", details: { name: "\0".padEnd(9000, "x") } });
  const [entry] = await audit.list({ limit: 1 });
  expect(entry?.about).toBe("a\ufffdb");
  expect(entry?.details?.name).toHaveLength(500);
});

it("removes what is too old, and nothing else", async () => {
  const { audit, database } = await openAudit();
  for (const about of ["old", "new"]) await audit.note({ kind: "sign_in", about });
  await database.query("UPDATE audit SET at = '2026-01-01T00:00:00Z' WHERE about = 'old'");
  await audit.removeBefore(Date.parse("2026-01-01T00:00:00Z"));
  expect(await audit.list({ limit: 9 })).toHaveLength(2);
  await audit.removeBefore(Date.parse("2026-01-01T00:00:01Z"));
  expect((await audit.list({ limit: 9 })).map(({ about }) => about)).toEqual(["new"]);
});
