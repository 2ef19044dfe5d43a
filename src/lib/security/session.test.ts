import { createHmac } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createSessionStore } from "@/lib/storage/sessionStore";
import { createSessions, type SessionOptions, type Sessions } from "./session";

const macsOf =
  (...keys: string[]) =>
  async (text: string) =>
    keys.map((key) => ({ keyId: key, mac: createHmac("sha256", key).update(text).digest("base64url") }));
const here = { address: "127.0.0.1", isSecure: false };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let path: string;
let now: number;
beforeEach(async () => {
  path = join(await testDirectory(), "sessions.json");
  now = Date.parse("2030-01-01T00:00:00Z");
});

/** A server process on the directory of this test. */
function start(options: Partial<SessionOptions> = {}): Sessions {
  const store = createSessionStore(createFileTextStore(dirname(path)));
  return createSessions({
    password: "open sesame",
    port: 3000,
    macs: macsOf("key"),
    store,
    now: () => now,
    ...options,
  });
}

async function logIn(sessions: Sessions, from = here): Promise<string> {
  return (await sessions.login("open sesame", from)).split(";")[0] ?? "";
}

async function failTimes(sessions: Sessions, times: number, addressOf: (nth: number) => string) {
  for (let nth = 0; nth < times; nth++) {
    const wrong = sessions.login("wrong", { ...here, address: addressOf(nth) });
    await expect(wrong).rejects.toMatchObject({ code: "login_required" });
  }
}

describe("sessions", () => {
  it("let in whoever knew the password, across restarts, until they end", async () => {
    const cookie = await logIn(start());
    expect(await start().find(`other=1; ${cookie}`)).toBeDefined();
    now += 31 * DAY;
    expect(await start().find(cookie)).toBeUndefined();
  });

  it("hold while the key is changed, whichever of both a server uses, until the old one is gone", async () => {
    const [before, between, after] = [["old", "new"], ["new", "old"], ["new"]].map((keys) =>
      start({ macs: macsOf(...keys) }),
    );
    const [old, fresh] = [await logIn(before as Sessions), await logIn(between as Sessions)];
    expect(await between?.find(old)).toBeDefined();
    expect(await before?.find(fresh)).toBeDefined();
    expect(await after?.find(fresh)).toBeDefined();
    expect(await after?.find(old)).toBeUndefined();
    await between?.logout(old);
    expect(await before?.find(old)).toBeUndefined();
  });

  it("end with logout, also after a restart and for a process that had known them", async () => {
    const [sessions, other] = [start(), start()];
    const [cookie, elsewhere] = [await logIn(sessions), await logIn(sessions)];
    expect(await other.find(cookie)).toBeDefined();
    expect(await sessions.logout(cookie)).toMatch(/^patchbay_session_3000=; .*Max-Age=0/);
    for (const process of [sessions, other, start()]) {
      expect(await process.find(cookie)).toBeUndefined();
      expect(await process.find(elsewhere)).toBeDefined();
    }
  });

  it("end for everybody when the password changes", async () => {
    const cookie = await logIn(start());
    expect(await start({ password: "another one" }).find(cookie)).toBeUndefined();
  });

  it("are found beside cookies of the same name that others set, before it and after it", async () => {
    const sessions = start();
    const cookie = await logIn(sessions);
    expect(await sessions.find(`patchbay_session_3000=1.foreign; ${cookie}`)).toBeDefined();
    expect(await sessions.find(`${cookie}; patchbay_session_3000=`)).toBeDefined();
    expect(await sessions.find(`patchbay_session_3000=; patchbay_session_3000="x"; ${cookie}`)).toBeDefined();
  });

  it("have a name of their own on each port, since browsers do not keep ports apart", async () => {
    expect(await logIn(start({ port: 4000 }))).toMatch(/^patchbay_session_4000=/);
  });

  it("do not take a made-up, changed or missing cookie", async () => {
    const sessions = start();
    const cookie = await logIn(sessions);
    const [name, value = ""] = cookie.split("=");
    const later = value.replace(/^\d+/, (expiry) => String(Number(expiry) + DAY));
    for (const forged of [null, "", `${name}=`, `${name}=9999999999999.x`, `${name}=${later}`, `${cookie}x`]) {
      expect(await sessions.find(forged)).toBeUndefined();
    }
  });

  it("are nothing that can be read from the file or written into it", async () => {
    const sessions = start();
    const [, value = ""] = (await logIn(sessions)).split("=");
    const text = await readFile(path, "utf8");
    expect(text).not.toContain(value.split(".")[1]);
    const stored = JSON.parse(text);
    stored.sessions.push({ id: "mine", expiresAt: "2031-01-01T00:00:00Z" });
    await writeFile(path, JSON.stringify(stored));
    for (const guess of ["mine", stored.sessions[0].id, `9999999999999.${stored.sessions[0].id}`]) {
      expect(await sessions.find(`patchbay_session_3000=${guess}`)).toBeUndefined();
    }
  });

  it("hide the cookie from scripts and keep it on https once it was given there", async () => {
    const cookie = await start().login("open sesame", { ...here, isSecure: true });
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
  });

  it("are bounded in number: the oldest go", async () => {
    const sessions = start();
    const first = await logIn(sessions);
    const stored = JSON.parse(await readFile(path, "utf8"));
    const filler = Array.from({ length: 999 }, (_, nth) => ({ ...stored.sessions[0], id: `${nth}` }));
    await writeFile(path, JSON.stringify({ ...stored, sessions: [...stored.sessions, ...filler] }));
    expect(await sessions.find(first)).toBeDefined();
    await logIn(sessions);
    expect(await sessions.find(first)).toBeUndefined();
    expect(JSON.parse(await readFile(path, "utf8")).sessions).toHaveLength(1000);
  });

  it.each(["{ half", '{"version":2,"sessions":[]}'])("say what is wrong with a file that holds %s", async (text) => {
    await writeFile(path, text);
    const refusal = expect.objectContaining({ code: "storage_failed", message: expect.stringContaining(path) });
    await expect(start().find("patchbay_session_3000=1.x")).rejects.toEqual(refusal);
    await expect(start().login("open sesame", here)).rejects.toEqual(refusal);
    expect(await readFile(path, "utf8")).toBe(text);
  });
});

describe("wrong passwords", () => {
  it("make even the right one refused after five from one address, for a while", async () => {
    const sessions = start();
    await failTimes(sessions, 5, () => here.address);
    const refusal = { code: "rate_limited", facts: { until: "2030-01-01T00:05:00.000Z", retryAfterMs: 5 * MINUTE } };
    await expect(sessions.login("open sesame", here)).rejects.toMatchObject(refusal);
    now += 5 * MINUTE;
    await expect(logIn(sessions)).resolves.toContain("patchbay_session");
  });

  it("are counted on after a restart", async () => {
    await failTimes(start(), 3, () => here.address);
    await failTimes(start(), 2, () => here.address);
    await expect(start().login("open sesame", here)).rejects.toMatchObject({ code: "rate_limited" });
  });

  it("are five at most, also when many are tried at once by two processes", async () => {
    const processes = [start(), start()];
    const guesses = Array.from({ length: 40 }, (_, nth) => processes[nth % 2]?.login(`guess ${nth}`, here));
    const outcomes = (await Promise.allSettled(guesses)).map((each) => each.status === "rejected" && each.reason.code);
    expect(outcomes.filter((code) => code === "login_required")).toHaveLength(5);
    expect(outcomes.filter((code) => code === "rate_limited")).toHaveLength(35);
  });

  it("of a clock that was ahead do not shut anybody out", async () => {
    now += 365 * DAY;
    await failTimes(start(), 5, () => here.address);
    now -= 365 * DAY;
    await expect(logIn(start())).resolves.toContain("patchbay_session");
  });

  it("let the owner in while somebody else guesses", async () => {
    const sessions = start();
    await failTimes(sessions, 5, () => "203.0.113.9");
    const stranger = { ...here, address: "203.0.113.9" };
    await expect(sessions.login("open sesame", stranger)).rejects.toMatchObject({ code: "rate_limited" });
    await expect(logIn(sessions)).resolves.toContain("patchbay_session");
  });

  it.each([
    ["2001:db8:1:2::1", "2001:db8:1:2:ffff::2", "rate_limited"],
    ["2001:db8::1", "2001:db8:0:0:a:b:c:d", "rate_limited"],
    ["2001:db8:1:2::1", "2001:db8:1:3::1", undefined],
    ["::ffff:203.0.113.9", "203.0.113.9", "rate_limited"],
    ["::1", "203.0.113.9", undefined],
  ])("from %s make %s %s: a household of IPv6 has a whole network of addresses", async (guesser, other, code) => {
    const sessions = start();
    await failTimes(sessions, 5, () => guesser);
    const login = sessions.login("open sesame", { ...here, address: other });
    if (code === undefined) await expect(login).resolves.toContain("patchbay_session");
    else await expect(login).rejects.toMatchObject({ code });
  });

  it("shut everybody out once there were a hundred from anywhere", async () => {
    const sessions = start();
    await failTimes(sessions, 100, (nth) => `203.0.113.${nth}`);
    await expect(sessions.login("open sesame", here)).rejects.toMatchObject({ code: "rate_limited" });
  });
});

describe("what lasts longer than its request", () => {
  async function watched(sessions: Sessions, cookie: string, end: () => void) {
    const session = await sessions.find(cookie);
    if (session === undefined) throw new Error("The session of this test is not open.");
    return sessions.watch(session, end);
  }

  it("ends at once with logout, and only what belongs to that session", async () => {
    const sessions = start();
    const [cookie, elsewhere] = [await logIn(sessions), await logIn(sessions)];
    const [end, endElsewhere, stopped] = [vi.fn(), vi.fn(), vi.fn()];
    await watched(sessions, cookie, end);
    await watched(sessions, elsewhere, endElsewhere);
    (await watched(sessions, cookie, stopped))();
    await sessions.logout(cookie);
    expect([end, endElsewhere, stopped].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 0]);
  });

  it("ends soon when another process ended the session, or when it ran out", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      const [sessions, other] = [start(), start()];
      const ended = Promise.withResolvers<void>();
      const cookie = await logIn(sessions);
      await watched(sessions, cookie, ended.resolve);
      await other.logout(cookie);
      vi.advanceTimersByTime(5000);
      await ended.promise;
      expect(vi.getTimerCount()).toBe(0);

      const ranOut = Promise.withResolvers<void>();
      await watched(sessions, await logIn(sessions), ranOut.resolve);
      now += 31 * DAY;
      vi.advanceTimersByTime(5000);
      await ranOut.promise;
    } finally {
      vi.useRealTimers();
    }
  });
});
