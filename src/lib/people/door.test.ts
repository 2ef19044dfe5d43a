import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createSessions } from "@/lib/security/session";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { OpenSession, PersonSession, PersonSessionStore } from "@/lib/storage/peoplePorts";
import { createSessionStore } from "@/lib/storage/sessionStore";
import { AppError } from "@/types/errors";
import { createDoor } from "./door";
import { createPersonSessions } from "./personSessions";

const macsOf = (key: string) => async (text: string) => [
  { keyId: key, mac: createHmac("sha256", key).update(text).digest("base64url") },
];
const macs = macsOf("key");
const port = 3000;
let now: number;
beforeEach(() => {
  now = Date.parse("2030-01-01T00:00:00Z");
});

/** Sessions in memory, as the database keeps them. */
function personSessionStore(): PersonSessionStore & { rows: PersonSession[] } {
  const rows: PersonSession[] = [];
  const dropAll = (isGone: (row: PersonSession) => boolean) => {
    rows.splice(0, rows.length, ...rows.filter((row) => !isGone(row)));
  };
  return {
    rows,
    add: async (session) => void rows.push(session),
    find: async (ids) =>
      rows
        .filter(({ id, expiresAt }) => ids.includes(id) && Date.parse(expiresAt) > now)
        .map((row): OpenSession => ({ ...row, name: `name of ${row.person}`, role: "editor" })),
    remove: async (ids) => dropAll(({ id }) => ids.includes(id)),
    removeOf: async (person, except) => dropAll((row) => row.person === person && row.id !== except),
  };
}

async function setUp({ password, hasProvider = false }: { password?: string; hasProvider?: boolean } = {}) {
  const store = personSessionStore();
  const persons = { any: vi.fn(async () => false) };
  const people = { persons, sessions: createPersonSessions({ port, macs, store, now: () => now }) };
  const passwords = createSessionStore(createFileTextStore(await testDirectory()));
  const sessions =
    password === undefined ? undefined : createSessions({ password, port, macs, store: passwords, now: () => now });
  const door = createDoor({ sessions, people, hasProvider, now: () => now });
  return { door, store, persons, people };
}

const from = { address: "127.0.0.1", isSecure: false };
const pairOf = (cookie: string) => cookie.split(";")[0] ?? "";

describe("the door", () => {
  it("is open while there is nobody by name and no password", async () => {
    const { door } = await setUp();
    expect(await door.way()).toBe("open");
    expect(await door.find(null)).toEqual({});
    expect(await door.logout(null)).toBeUndefined();
  });

  it("lets in by the password until there is somebody by name, and then by name alone", async () => {
    const { door, persons, people } = await setUp({ password: "open sesame" });
    expect(await door.way()).toBe("password");
    const known = pairOf(await door.enterByPassword("open sesame", from));
    expect(await door.find(known)).toMatchObject({ session: { id: expect.any(String) } });
    persons.any.mockResolvedValue(true);
    now += 1000;
    expect(await door.way()).toBe("people");
    expect(await door.find(known)).toBeUndefined();
    await expect(door.enterByPassword("open sesame", from)).rejects.toMatchObject({ code: "invalid_request" });
    const cookie = pairOf(await people.sessions.begin("p1", false));
    expect((await door.find(cookie))?.person).toEqual({ id: "p1", name: "name of p1", role: "editor" });
  });

  it("asks for names from the start where a provider of identities is configured", async () => {
    const { door, persons } = await setUp({ hasProvider: true });
    expect(await door.way()).toBe("people");
    expect(await door.find(null)).toBeUndefined();
    expect(persons.any).not.toHaveBeenCalled();
  });

  it("asks once whether there are people as soon as there are some", async () => {
    const { door, persons } = await setUp();
    persons.any.mockResolvedValue(true);
    for (let visit = 0; visit < 5; visit++, now += 60_000) expect(await door.find(null)).toBeUndefined();
    expect(persons.any).toHaveBeenCalledTimes(1);
  });

  it("stays as it was while the database is away, and lets nobody in who did not come in before", async () => {
    const away = new AppError("storage_failed", "The database is away.");
    const { door, persons } = await setUp();
    persons.any.mockRejectedValueOnce(away);
    await expect(door.find(null)).rejects.toBe(away);
    expect(await door.find(null)).toEqual({});
    now += 60_000;
    persons.any.mockRejectedValueOnce(away);
    expect(await door.find(null)).toEqual({});
  });
});

describe("a session of somebody by name", () => {
  it("is a random token, of which an HMAC alone is kept", async () => {
    const { people, store } = await setUp();
    const cookie = await people.sessions.begin("p1", true);
    expect(cookie).toMatch(
      /^patchbay_session_3000=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure$/,
    );
    const [, token = ""] = pairOf(cookie).split("=");
    expect(JSON.stringify(store.rows)).not.toContain(token);
    for (const guess of [store.rows[0]?.id, "", token.slice(1), `${token}x`]) {
      expect(await people.sessions.find(`patchbay_session_3000=${guess}`)).toBeUndefined();
    }
    expect(await people.sessions.find(pairOf(cookie))).toMatchObject({ person: "p1" });
  });

  it("holds with a second key beside the first, and not with another one", async () => {
    const { people, store } = await setUp();
    const cookie = pairOf(await people.sessions.begin("p1", false));
    const withKeys = (...keys: string[]) =>
      createPersonSessions({
        port,
        macs: async (text) => (await Promise.all(keys.map((key) => macsOf(key)(text)))).flat(),
        store,
      });
    expect(await withKeys("new", "key").find(cookie)).toMatchObject({ person: "p1" });
    expect(await withKeys("new").find(cookie)).toBeUndefined();
  });

  it("ends with its time, with its logout and what is watched with it, and with the others of its person", async () => {
    const { door, people, persons } = await setUp();
    persons.any.mockResolvedValue(true);
    const begin = async (person: string) => pairOf(await people.sessions.begin(person, false));
    const [one, two, other] = [await begin("p1"), await begin("p1"), await begin("p2")];
    const ended = vi.fn();
    const visitor = await door.find(one);
    if (visitor?.session !== undefined) door.watch(visitor.session, ended);
    await people.sessions.endOf("p1", visitor?.session);
    expect(await door.find(two)).toBeUndefined();
    expect(ended).not.toHaveBeenCalled();
    await door.logout(one);
    expect(ended).toHaveBeenCalledTimes(1);
    expect(await door.find(one)).toBeUndefined();
    expect(await door.find(other)).toBeDefined();
    now += 31 * 24 * 3_600_000;
    expect(await door.find(other)).toBeUndefined();
  });
});
