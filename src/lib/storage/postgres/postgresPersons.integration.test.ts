import { expect, it } from "vitest";
import type { PersonStore } from "@/lib/storage/peoplePorts";
import { createPostgresPersons } from "./postgresPersons";
import { testDatabase } from "./testDatabase";

type NewPerson = Parameters<PersonStore["add"]>[0];

const ada: NewPerson = {
  name: "ada",
  role: "admin",
  email: null,
  passwordHash: "$argon2id$of-ada",
  issuer: null,
  subject: null,
};
const bob: NewPerson = { ...ada, name: "bob", role: "editor" };
const fromIssuer: NewPerson = {
  ...ada,
  name: "cleo",
  role: "runner",
  email: "cleo@example.com",
  passwordHash: null,
  issuer: "https://issuer.example",
  subject: "77",
};

async function openStore() {
  const database = await testDatabase();
  return { database, store: createPostgresPersons(database) };
}

it("keeps people and finds them by id, name and subject", async () => {
  const { store } = await openStore();
  expect(await store.any()).toBe(false);
  const cleo = await store.add(fromIssuer);
  expect(await store.anyWithPassword()).toBe(false);
  const first = await store.add(ada);
  expect(await store.anyWithPassword()).toBe(true);
  expect(cleo).toMatchObject({ ...fromIssuer, disabled: false, lastSeenAt: null });
  expect(await store.any()).toBe(true);
  expect(await store.list()).toEqual([first, cleo]);
  expect(await store.read(cleo.id)).toEqual(cleo);
  expect(await store.findByName("ada")).toEqual(first);
  expect(await store.findBySubject("https://issuer.example", "77")).toEqual(cleo);
  expect(await store.findBySubject("https://other.example", "77")).toBeUndefined();
  expect(await store.read("nobody")).toBeUndefined();
});

it("lets nobody take a name or a subject that somebody has", async () => {
  const { store } = await openStore();
  await store.add(ada);
  await store.add(fromIssuer);
  const { id } = await store.add(bob);
  const taken = { code: "conflict", facts: { reason: "name_taken" } };
  await expect(store.add(ada)).rejects.toMatchObject(taken);
  await expect(store.add({ ...fromIssuer, name: "another" })).rejects.toMatchObject({ code: "conflict" });
  await expect(store.change(id, { name: "ada", role: "runner" })).rejects.toMatchObject(taken);
  expect(await store.read(id)).toMatchObject({ name: "bob", role: "editor" });
});

it("changes what is given and nothing else", async () => {
  const { store } = await openStore();
  const before = await store.add(bob);
  const changed = await store.change(before.id, { role: "runner", email: "bob@example.com", passwordHash: "new" });
  expect(changed).toEqual({ ...before, role: "runner", email: "bob@example.com", passwordHash: "new" });
  expect(await store.change(before.id, {})).toEqual(changed);
  await expect(store.change("nobody", { role: "admin" })).rejects.toMatchObject({ code: "not_found" });
});

it("changes nothing over a password that has been changed meanwhile", async () => {
  const { store } = await openStore();
  const { id } = await store.add(ada);
  await store.change(id, { passwordHash: "second" }, { overPasswordHash: "$argon2id$of-ada" });
  await expect(
    store.change(id, { passwordHash: "third" }, { overPasswordHash: "$argon2id$of-ada" }),
  ).rejects.toMatchObject({ code: "conflict", facts: { reason: "changed_meanwhile" } });
  expect(await store.read(id)).toMatchObject({ passwordHash: "second" });
});

it("keeps the last admin who can sign in, unless the change may lose them", async () => {
  const { store } = await openStore();
  const [first, second] = [await store.add(ada), await store.add({ ...bob, role: "admin" })];
  await store.change(second.id, { disabled: true });
  const refused = { code: "conflict", facts: { reason: "last_admin" } };
  await expect(store.change(first.id, { role: "editor" })).rejects.toMatchObject(refused);
  await expect(store.change(first.id, { disabled: true })).rejects.toMatchObject(refused);
  expect(await store.read(first.id)).toEqual(first);
  expect(await store.change(first.id, { name: "ada.l" })).toMatchObject({ name: "ada.l", role: "admin" });
  expect(await store.change(second.id, { role: "runner" })).toMatchObject({ role: "runner" });
  expect(await store.change(first.id, { role: "runner" }, { mayLoseLastAdmin: true })).toMatchObject({
    role: "runner",
  });
});

it("leaves one admin of two who switch each other off at the same moment", async () => {
  const { store } = await openStore();
  const admins = [await store.add(ada), await store.add({ ...bob, role: "admin" })];
  const outcomes = await Promise.allSettled(admins.map(({ id }) => store.change(id, { disabled: true })));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await store.list()).filter(({ disabled }) => !disabled)).toHaveLength(1);
});

it("notes that somebody is here, at most once a minute", async () => {
  const { database, store } = await openStore();
  const { id } = await store.add(ada);
  await store.seen(id);
  const first = (await store.read(id))?.lastSeenAt;
  expect(first).toEqual(expect.any(String));
  await store.seen(id);
  expect((await store.read(id))?.lastSeenAt).toBe(first);
  await database.query("UPDATE people SET last_seen_at = '2020-01-01T00:00:00Z'");
  await store.seen(id);
  expect(Date.parse((await store.read(id))?.lastSeenAt ?? "")).toBeGreaterThan(Date.parse("2020-01-01T00:00:00Z"));
});
