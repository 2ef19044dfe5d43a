import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Auth } from "@/lib/auth/auth";
import { REMOTE_ORIGIN, testAuth } from "@/lib/auth/testkit/testAuth";
import { ada, createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";

const USER_CODE_PATH = "/api/accounts/deviceauth/usercode";
const POLL_PATH = "/api/accounts/deviceauth/token";
const VERIFIER = "verifier-made-by-the-issuer";
const start = { origin: REMOTE_ORIGIN };

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

/** The issuer's side of a device code: the polls end like this, one after the other; then it is pending. */
function offerDeviceCode(...polls: (() => Response)[]) {
  const answers = [...polls];
  issuer.intercept = (path) => {
    if (path === USER_CODE_PATH) {
      return Response.json({ device_auth_id: "device-1", user_code: "ABCD-12345", interval: "7" });
    }
    return path === POLL_PATH ? (answers.shift() ?? pending)() : undefined;
  };
}

const pending = () => Response.json({ detail: "Authorization pending" }, { status: 403 });
const absent = () => Response.json({ detail: "Not Found" }, { status: 404 });
const lost = () => {
  throw new TypeError("fetch failed");
};
/** What a poll answers once the person has approved. */
function approved(person = ada) {
  return () => {
    const challenge = createHash("sha256").update(VERIFIER).digest("base64url");
    const request = new URLSearchParams({
      code_challenge: challenge,
      redirect_uri: `${issuer.origin}/deviceauth/callback`,
    });
    const code = issuer.approve(`${issuer.origin}/?${request}`, person);
    return Response.json({ authorization_code: code, code_challenge: challenge, code_verifier: VERIFIER });
  };
}

const polls = () => issuer.requests.filter((request) => request === `POST ${POLL_PATH}`).length;

/** Pauses between polls end when the test says so. */
function manualSleep() {
  const asleep: { ms: number; wake: () => void }[] = [];
  return {
    asleep,
    sleep: (ms: number) => new Promise<void>((wake) => asleep.push({ ms, wake })),
    async wake() {
      await expect.poll(() => asleep.length).toBeGreaterThan(0);
      asleep.shift()?.wake();
    },
  };
}

const atOnce = { sleep: async () => undefined };

async function outcome(auth: Auth, id: string) {
  await expect.poll(async () => (await auth.device.status(id)).status).not.toBe("pending");
  return auth.device.status(id);
}

describe("a device code", () => {
  it("connects the account once the person has approved elsewhere", async () => {
    const { auth, clock } = await testAuth(issuer, {}, atOnce);
    offerDeviceCode(pending, absent, lost, approved());
    const started = await auth.device.start({ ...start, name: "Phone" });
    expect(started).toMatchObject({
      userCode: "ABCD-12345",
      verificationUrl: `${issuer.origin}/codex/device`,
      expiresAt: new Date(clock.nowMs + 15 * 60_000).toISOString(),
    });
    expect(await outcome(auth, started.id)).toMatchObject({
      status: "done",
      account: { name: "Phone", status: "active", email: "a••@example.com" },
    });
    const form = new URLSearchParams(issuer.tokenBodies[0]);
    expect(form.get("redirect_uri")).toBe(`${issuer.origin}/deviceauth/callback`);
    expect(form.get("code_verifier")).toBe(VERIFIER);
  });

  it("is asked about at the issuer's interval", async () => {
    const { asleep, sleep, wake } = manualSleep();
    const { auth } = await testAuth(issuer, {}, { sleep });
    offerDeviceCode();
    await auth.device.start(start);
    await wake();
    await expect.poll(() => asleep.map(({ ms }) => ms)).toEqual([7000]);
    expect(polls()).toBe(2);
  });

  it("is asked about by one watcher, however often a restart is told to go on", async () => {
    const { asleep, sleep, wake } = manualSleep();
    const { auth } = await testAuth(issuer, {}, { sleep });
    offerDeviceCode();
    await auth.device.start(start);
    await expect.poll(() => asleep.length).toBe(1);
    await auth.resume();
    await auth.resume();
    // Time enough for a second watcher to ask.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect({ polls: polls(), asleep: asleep.length }).toEqual({ polls: 1, asleep: 1 });
    await wake();
    await expect.poll(polls).toBe(2);
  });

  it.each([
    ["5", 5000],
    [9, 9000],
    [undefined, 5000],
    ["0", 1000],
    ["soon", 5000],
    ["86400", 60_000],
  ])("takes the interval %s for %d ms", async (interval, ms) => {
    const { asleep, sleep } = manualSleep();
    const { auth } = await testAuth(issuer, {}, { sleep });
    issuer.intercept = (path) => {
      if (path === POLL_PATH) return pending();
      return path === USER_CODE_PATH ? Response.json({ device_auth_id: "d", usercode: "X", interval }) : undefined;
    };
    expect(await auth.device.start(start)).toMatchObject({ userCode: "X" });
    await expect.poll(() => asleep.map((one) => one.ms)).toEqual([ms]);
  });

  it("that is switched off says so, and leaves nothing behind", async () => {
    const { auth } = await testAuth(issuer, {}, atOnce);
    issuer.intercept = (path) => (path === USER_CODE_PATH ? absent() : undefined);
    await expect(auth.device.start(start)).rejects.toMatchObject({ code: "device_disabled" });
    expect((await auth.status()).pending).toEqual([]);
  });

  it.each([
    ["a refusal", () => Response.json({ detail: "no" }, { status: 400 }), "upstream_rejected"],
    ["a denial", () => Response.json({ detail: "access_denied" }, { status: 400 }), "access_denied"],
    ["a broken server", () => new Response("", { status: 500 }), "upstream_unavailable"],
    ["a challenge page", () => new Response("<!doctype html>", { status: 403 }), "egress_blocked"],
    ["an answer without a code", () => Response.json({}), "upstream_rejected"],
  ])("ends with %s", async (_, end, code) => {
    const { auth } = await testAuth(issuer, {}, atOnce);
    offerDeviceCode(end);
    const { id } = await auth.device.start(start);
    expect(await outcome(auth, id)).toMatchObject({ status: "failed", error: { code } });
    expect(polls()).toBe(1);
  });

  it("is given up after 15 minutes", async () => {
    const { sleep, wake } = manualSleep();
    const { auth, clock } = await testAuth(issuer, {}, { sleep });
    offerDeviceCode();
    const { id } = await auth.device.start(start);
    clock.nowMs += 15 * 60_000 - 1;
    await wake();
    await expect.poll(polls).toBe(2);
    clock.nowMs += 1;
    await wake();
    expect(await outcome(auth, id)).toMatchObject({ status: "failed", error: { code: "flow_expired" } });
    expect(polls()).toBe(2);
  });

  it("is asked about again after the server was restarted", async () => {
    const { sleep } = manualSleep();
    const { auth, restart } = await testAuth(issuer, {}, { sleep });
    offerDeviceCode(pending, approved());
    const { id } = await auth.device.start(start);
    await expect.poll(polls).toBe(1);
    await auth.close();
    const later = restart();
    expect((await later.status()).pending).toMatchObject([{ method: "device", userCode: "ABCD-12345" }]);
    await later.resume();
    expect(await outcome(later, id)).toMatchObject({ status: "done" });
  });

  it("is no state that a browser may come back with", async () => {
    const { sleep } = manualSleep();
    const { auth } = await testAuth(issuer, {}, { sleep });
    offerDeviceCode();
    const { id } = await auth.device.start(start);
    await expect(auth.callback({ state: id, code: "code" })).rejects.toMatchObject({ code: "state_mismatch" });
    expect(await auth.device.status(id)).toEqual({ status: "pending" });
    await expect(auth.device.status("another")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("an attempt with several ways", () => {
  it("is decided by the browser, and the device code is asked about no more", async () => {
    const { sleep, wake } = manualSleep();
    const { auth } = await testAuth(issuer, {}, { sleep });
    offerDeviceCode();
    const { id, attempt } = await auth.device.start(start);
    const browser = await auth.start({ route: "codex", origin: REMOTE_ORIGIN, attempt });
    expect(browser.attempt).toBe(attempt);
    const accountId = await auth.callback({ state: browser.state, code: issuer.approve(browser.url) });
    expect(await auth.device.status(id)).toMatchObject({ status: "done", account: { id: accountId } });
    await wake();
    // Time enough for a poll that must not come.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(polls()).toBe(1);
  });

  it("is decided by the device, and a browser that comes late changes nothing", async () => {
    const { auth } = await testAuth(issuer, {}, atOnce);
    const browser = await auth.start({ route: "codex", origin: REMOTE_ORIGIN });
    offerDeviceCode(approved());
    const { id } = await auth.device.start({ ...start, attempt: browser.attempt });
    const { account } = await outcome(auth, id);
    const late = { state: browser.state, code: issuer.approve(browser.url, { ...ada, sub: "eve", userId: "eve" }) };
    expect(await auth.callback(late)).toBe(account?.id);
    expect(issuer.tokenBodies).toHaveLength(1);
    expect((await auth.status()).accounts).toHaveLength(1);
  });

  it("goes on with the others when one way fails", async () => {
    const { auth } = await testAuth(issuer, {}, atOnce);
    const browser = await auth.start({ route: "codex", origin: REMOTE_ORIGIN });
    offerDeviceCode(() => Response.json({ detail: "access_denied" }, { status: 400 }));
    const { id } = await auth.device.start({ ...start, attempt: browser.attempt });
    expect(await outcome(auth, id)).toMatchObject({ status: "failed" });
    await auth.callback({ state: browser.state, code: issuer.approve(browser.url) });
    expect(await auth.status()).toMatchObject({ connected: true });
  });

  it("is cancelled as a whole", async () => {
    const { sleep } = manualSleep();
    const { auth } = await testAuth(issuer, {}, { sleep });
    offerDeviceCode();
    const { id, attempt } = await auth.device.start(start);
    await auth.start({ route: "codex", origin: REMOTE_ORIGIN, attempt });
    const other = await auth.start({ route: "codex", origin: REMOTE_ORIGIN });
    await auth.cancel(id);
    expect((await auth.status()).pending.map(({ state }) => state)).toEqual([other.state]);
  });

  it("that is over is not joined: another one begins", async () => {
    const { auth } = await testAuth(issuer, {}, atOnce);
    const first = await auth.start({ route: "codex", origin: REMOTE_ORIGIN });
    await auth.callback({ state: first.state, code: issuer.approve(first.url) });
    const second = await auth.start({ route: "codex", origin: REMOTE_ORIGIN, attempt: first.attempt });
    expect(second.attempt).not.toBe(first.attempt);
  });
});
