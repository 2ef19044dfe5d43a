import { expect, it } from "vitest";
import { createPostgresPersonSessions } from "./postgresPersonSessions";
import { createPostgresPersons } from "./postgresPersons";
import { testDatabase } from "./testDatabase";

const HOUR_MS = 60 * 60 * 1000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

async function openStores() {
  const database = await testDatabase();
  const people = createPostgresPersons(database);
  const add = (name: string) =>
    people.add({ name, role: "editor", email: null, passwordHash: "hash", issuer: null, subject: null });
  return {
    database,
    people,
    sessions: createPostgresPersonSessions(database),
    ada: await add("ada"),
    bob: await add("bob"),
  };
}

it("finds open sessions, with who they let in as they are at that moment", async () => {
  const { people, sessions, ada, bob } = await openStores();
  const expiresAt = inHours(1);
  await sessions.add({ id: "a1", person: ada.id, expiresAt });
  await sessions.add({ id: "b1", person: bob.id, expiresAt });
  expect(await sessions.find(["a1", "unknown"])).toEqual([
    { id: "a1", person: ada.id, expiresAt, name: "ada", role: "editor" },
  ]);
  await people.change(ada.id, { role: "admin", name: "ada.l" });
  expect(await sessions.find(["a1"])).toMatchObject([{ name: "ada.l", role: "admin" }]);
  expect(await sessions.find([])).toEqual([]);
});

it("lets in nobody whose session has ended or who is switched off", async () => {
  const { database, people, sessions, ada, bob } = await openStores();
  await sessions.add({ id: "a1", person: ada.id, expiresAt: inHours(1) });
  await sessions.add({ id: "b1", person: bob.id, expiresAt: inHours(1) });
  await database.query("UPDATE person_sessions SET expires_at = now() WHERE id = 'a1'");
  await people.change(bob.id, { disabled: true });
  expect(await sessions.find(["a1", "b1"])).toEqual([]);
});

it("ends sessions one by one, or all of one person but the one that asks", async () => {
  const { sessions, ada, bob } = await openStores();
  const all = ["a1", "a2", "a3", "b1"];
  for (const id of all) await sessions.add({ id, person: id.startsWith("a") ? ada.id : bob.id, expiresAt: inHours(1) });
  const open = async () => (await sessions.find(all)).map(({ id }) => id).sort();
  await sessions.remove(["a1"]);
  expect(await open()).toEqual(["a2", "a3", "b1"]);
  await sessions.removeOf(ada.id, "a3");
  expect(await open()).toEqual(["a3", "b1"]);
  await sessions.removeOf(ada.id);
  expect(await open()).toEqual(["b1"]);
});

it("keeps the newest hundred sessions of a person, and none that has ended", async () => {
  const { database, sessions, ada, bob } = await openStores();
  await database.query(
    `INSERT INTO person_sessions (id, person, created_at, expires_at)
     SELECT 'a' || n, $1, now() - interval '1 day' + n * interval '1 second', now() + interval '1 day'
     FROM generate_series(1, 100) AS n`,
    [ada.id],
  );
  await database.query("INSERT INTO person_sessions (id, person, expires_at) VALUES ('old', $1, now())", [bob.id]);
  await sessions.add({ id: "b1", person: bob.id, expiresAt: inHours(1) });
  await sessions.add({ id: "newest", person: ada.id, expiresAt: inHours(1) });
  const kept = await database.query<{ id: string }>("SELECT id FROM person_sessions ORDER BY created_at, id");
  const ids = kept.map(({ id }) => id);
  expect(ids).toHaveLength(101);
  expect(ids[0]).toBe("a2");
  expect(ids).toEqual(expect.arrayContaining(["b1", "newest"]));
  expect(ids).not.toContain("old");
});
