import { randomBytes } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { expect, it } from "vitest";
import { createSecretBox } from "@/lib/security/secretBox";
import { createPostgresLocks } from "@/lib/storage/postgres/postgresLocks";
import { createPostgresPersonSessions } from "@/lib/storage/postgres/postgresPersonSessions";
import { createPostgresPersons } from "@/lib/storage/postgres/postgresPersons";
import { createPostgresTextStore } from "@/lib/storage/postgres/postgresTextStore";
import { testDatabase } from "@/lib/storage/postgres/testDatabase";
import { createSessionStore } from "@/lib/storage/sessionStore";
import type { Role } from "@/types/people";
import { createDirectory } from "./directory";
import { createPasswordCheck } from "./passwordCheck";
import { createPasswordSignIn } from "./passwordSignIn";
import { hashPassword } from "./passwords";
import { createPersonSessions } from "./personSessions";

const password = "correct horse battery";
const address = "203.0.113.9";
const wrong = { code: "login_required", message: "This is not the name and the password of somebody here." };

async function bench({ hasGroupRoles = false } = {}) {
  const database = await testDatabase();
  const persons = createPostgresPersons(database);
  const { mac, macs } = createSecretBox({ secret: randomBytes(32), configDir: "/nowhere" });
  const sessions = createPersonSessions({ port: 3000, macs, store: createPostgresPersonSessions(database) });
  const guesses = createSessionStore(createPostgresTextStore(database, createPostgresLocks(database)));
  const notes: object[] = [];
  const audit = { note: async (entry: object) => void notes.push(entry) };
  const clock = { nowMs: Date.now() };
  const check = createPasswordCheck({ persons, guesses, mac, now: () => clock.nowMs });
  const enter = createPasswordSignIn({ check, persons, sessions, audit });
  const directory = createDirectory({ persons, sessions, audit, check, hasGroupRoles });
  const add = (name: string, role: Role = "editor") => directory.add({ name, password, role }, {});
  if (!hasGroupRoles) await add("root", "admin");
  const signIn = async (name: string, given = password, from = address) => {
    const cookie = await enter({ name, password: given, address: from, isSecure: false });
    return cookie.split(";")[0] ?? "";
  };
  return { database, persons, sessions, guesses, notes, clock, check, audit, directory, add, signIn };
}

it("lets somebody in by name and password, and notes it", async () => {
  const { add, signIn, sessions, notes } = await bench();
  const { id } = await add("ada");
  expect(await sessions.find(await signIn("ada"))).toMatchObject({ person: id, name: "ada", role: "editor" });
  expect(notes.at(-1)).toEqual({ kind: "sign_in", person: id, address, details: { by: "password" } });
});

it("adds an admin before anybody else, unless groups can make one", async () => {
  const { directory, database } = await bench();
  await database.query("DELETE FROM people");
  const ada = { name: "ada", password, role: "editor" } as const;
  await expect(directory.add(ada, {})).rejects.toMatchObject({ facts: { reason: "first_is_admin" } });
  const grouped = await bench({ hasGroupRoles: true });
  expect(await grouped.directory.add(ada, {})).toMatchObject({ name: "ada", signsInWith: "password" });
});

it("says the same of a wrong password, of nobody, and of who is switched off or signs in elsewhere", async () => {
  const { add, signIn, directory, persons, notes } = await bench();
  await add("ada");
  const off = await add("off");
  await directory.change(off.id, { disabled: true }, {});
  const elsewhere = {
    role: "editor",
    email: null,
    passwordHash: null,
    issuer: "https://id.example",
    subject: "7",
  } as const;
  await persons.add({ name: "oidc", ...elsewhere });
  for (const [name, given] of [
    ["ada", "correct horse"],
    ["nobody", password],
    ["off", password],
    ["oidc", ""],
  ] as const) {
    await expect(signIn(name, given), name).rejects.toMatchObject(wrong);
  }
  expect(notes.slice(-4)).toMatchObject([{ about: "ada" }, { about: undefined }, { about: "off" }, { about: "oidc" }]);
});

it("shuts a guesser out of the name after five tries, and nobody else", async () => {
  const { add, signIn, clock, guesses } = await bench();
  await add("ada");
  await add("bob");
  const tries = Array.from({ length: 8 }, () => signIn("ada", "a guess like others").catch(({ code }) => code));
  expect((await Promise.all(tries)).filter((code) => code === "login_required")).toHaveLength(5);
  await expect(signIn("ada")).rejects.toMatchObject({ code: "rate_limited" });
  await signIn("bob");
  await signIn("ada", password, "198.51.100.4");
  // A password typed in the place of a name must not be found in the store.
  expect(JSON.stringify(await guesses.read())).not.toContain("ada");
  clock.nowMs += 5 * 60_000;
  await signIn("ada");
});

it("hashes a password anew that was kept by weaker measures", async () => {
  const { persons, signIn } = await bench();
  const weak = await hash(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
  const none = { role: "editor", email: null, issuer: null, subject: null } as const;
  const { id } = await persons.add({ name: "ada", ...none, passwordHash: weak });
  await signIn("ada");
  expect((await persons.read(id))?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,/);
  await signIn("ada");
});

it("ends a session that began while its person was switched off or given another password", async () => {
  const { add, check, persons, sessions, audit, database } = await bench();
  const { id } = await add("ada");
  for (const meanwhile of [{ passwordHash: await hashPassword("another one here") }, { disabled: true }]) {
    const begin: typeof sessions.begin = async (person, isSecure) => {
      await persons.change(id, meanwhile);
      await sessions.endOf(id);
      return sessions.begin(person, isSecure);
    };
    const enter = createPasswordSignIn({ check, persons, sessions: { ...sessions, begin }, audit });
    await expect(enter({ name: "ada", password, address, isSecure: false })).rejects.toMatchObject(wrong);
    expect(await database.query("SELECT 1 FROM person_sessions")).toEqual([]);
    await persons.change(id, { passwordHash: await hashPassword(password) });
  }
});

it("signs out everywhere who is switched off or given another password by an admin", async () => {
  const { add, signIn, sessions, directory, notes } = await bench();
  const [admin, ada] = [await add("another", "admin"), await add("ada")];
  const cookie = await signIn("ada");
  await directory.change(ada.id, { role: "runner" }, { person: admin });
  expect(await sessions.find(cookie)).toMatchObject({ role: "runner" });
  await directory.change(ada.id, { password: "a brand new password" }, { person: admin, address });
  expect(await sessions.find(cookie)).toBeUndefined();
  expect(JSON.stringify(notes)).not.toContain("brand new");
  expect(notes.at(-1)).toEqual({
    kind: "person_changed",
    person: admin.id,
    address,
    about: "ada",
    details: { password: "changed" },
  });
  const again = await signIn("ada", "a brand new password");
  await directory.change(ada.id, { disabled: true }, { person: admin });
  await directory.change(ada.id, { disabled: false }, { person: admin });
  expect(await sessions.find(again)).toBeUndefined();
});

it("lets somebody change their own password, and keeps only the session that asked", async () => {
  const { add, signIn, sessions, directory } = await bench();
  const ada = await add("ada");
  const [here, there] = [await signIn("ada"), await signIn("ada")];
  const session = await sessions.find(here);
  if (session === undefined) throw new Error("The session is not open.");
  const change = (current: string) =>
    directory.changeOwnPassword(ada, { current, password: "a brand new password" }, { session, address });
  await expect(change("not this one")).rejects.toMatchObject({ code: "invalid_request" });
  await change(password);
  expect(await sessions.find(here)).toMatchObject({ name: "ada" });
  expect(await sessions.find(there)).toBeUndefined();
  await signIn("ada", "a brand new password");
  for (let tries = 0; tries < 4; tries++) await change("a guess").catch(() => undefined);
  await expect(change("a brand new password")).rejects.toMatchObject({ code: "rate_limited" });
});

it("leaves to the provider of identities what it decides", async () => {
  const { persons, directory } = await bench({ hasGroupRoles: true });
  const elsewhere = { email: "ada@example.com", passwordHash: null, issuer: "https://id.example", subject: "7" };
  const { id } = await persons.add({ name: "ada", role: "editor", ...elsewhere });
  const refused = { code: "invalid_request", facts: { reason: "decided_elsewhere" } };
  for (const change of [{ password: "a brand new password" }, { name: "eve" }, { role: "admin" as const }]) {
    await expect(directory.change(id, change, {})).rejects.toMatchObject(refused);
  }
  const view = { id, name: "ada", role: "editor", email: "ada@example.com", signsInWith: "oidc", disabled: true };
  expect(await directory.change(id, { disabled: true }, {})).toMatchObject(view);
  expect(await directory.list()).toMatchObject([view]);
  const roles = await bench();
  const other = await roles.persons.add({ name: "ada", role: "editor", ...elsewhere });
  expect(await roles.directory.change(other.id, { role: "admin" }, {})).toMatchObject({ role: "admin" });
});
