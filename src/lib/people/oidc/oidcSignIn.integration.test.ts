import { expect, it } from "vitest";
import type { IdTokenFault } from "@/simulator/types";
import { MINUTE_MS, oidcBench, origin, personOf } from "./oidcBench";

it("lets somebody in whom the provider knows, with the role of their groups, also on another server", async () => {
  const one = await oidcBench();
  const { location, cookieHeader } = await one.begin("/w/7");
  expect(Object.fromEntries(new URL(location).searchParams)).toMatchObject({
    response_type: "code",
    client_id: "patchbay",
    redirect_uri: `${origin}/api/session/oidc/callback`,
    scope: "openid profile email",
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: "S256",
  });
  const answer = await one.chooseAt(location, "u-100");
  const done = await one.openServer().finish({ answer, cookieHeader, address: "203.0.113.9" });
  expect(done.location).toBe("/w/7");
  expect(done.cookies[1]).toMatch(/^patchbay_oidc_3000=; .*Max-Age=0/);
  expect(await personOf(one, done.cookies)).toMatchObject({ name: "ada", role: "admin" });
  expect(await one.persons.list()).toMatchObject([
    { name: "ada", email: "ada@example.com", issuer: one.issuing.issuer, subject: "u-100", passwordHash: null },
  ]);
  expect(one.notes).toEqual([
    {
      kind: "person_added",
      about: "ada",
      address: "203.0.113.9",
      details: { by: "oidc", name: "ada", role: "admin" },
    },
    { kind: "sign_in", person: expect.any(String), address: "203.0.113.9", details: { by: "oidc" } },
  ]);
});

it("finds somebody again by their subject, and takes over what changed at the provider", async () => {
  const one = await oidcBench();
  await one.signIn("u-200");
  const [before] = await one.persons.list();
  expect(before).toMatchObject({ name: "grace", role: "editor" });
  one.issuing.employees.set("u-200", {
    sub: "u-200",
    preferred_username: "Grace.H",
    email: "hopper@example.com",
    groups: ["patchbay-admins"],
  });
  await one.signIn("u-200");
  expect(await one.persons.list()).toMatchObject([
    { id: before?.id, name: "grace.h", email: "hopper@example.com", role: "admin" },
  ]);
  await one.signIn("u-200");
  expect(one.notes.filter((note) => "kind" in note && note.kind === "person_changed")).toMatchObject([
    { about: "grace.h", details: { by: "oidc", name: "grace.h", role: "admin" } },
  ]);
});

it("takes nobody for somebody else because of a name or an address", async () => {
  const one = await oidcBench();
  const local = { role: "admin", email: "ada@example.com", issuer: null, subject: null, passwordHash: "h" } as const;
  const ada = await one.persons.add({ name: "ada", ...local });
  const done = await one.signIn("u-100");
  expect(await personOf(one, done.cookies)).toMatchObject({ name: "ada-2" });
  await one.signIn("u-100");
  expect((await one.persons.list()).map(({ name }) => name)).toEqual(["ada", "ada-2"]);
  expect(await one.persons.read(ada.id)).toEqual(ada);
});

it("asks the userinfo endpoint where the id token says nothing of groups", async () => {
  const one = await oidcBench({}, { onlyUserinfo: true });
  const done = await one.signIn("u-200");
  expect(one.wire.asked).toContain("/me");
  expect(await personOf(one, done.cookies)).toMatchObject({ name: "grace", role: "editor" });
});

it("turns away who is in no group, and ends what they had open when a group is taken away", async () => {
  const one = await oidcBench();
  await expect(one.signIn("u-400")).rejects.toMatchObject({ code: "not_allowed", facts: { reason: "no_role" } });
  expect(await one.persons.list()).toEqual([]);
  const open = await one.signIn("u-200");
  one.issuing.employees.set("u-200", { sub: "u-200", groups: ["others"] });
  await expect(one.signIn("u-200")).rejects.toMatchObject({ facts: { reason: "no_role" } });
  expect(await personOf(one, open.cookies)).toBeUndefined();
  expect(one.notes.at(-1)).toMatchObject({ kind: "sign_in_refused", about: "grace", details: { reason: "no_role" } });
});

it("gives a default role, and where no group gives one leaves roles to the admins here", async () => {
  const one = await oidcBench({ roles: new Map(), defaultRole: "runner" });
  const done = await one.signIn("u-100");
  const before = await personOf(one, done.cookies);
  expect(before).toMatchObject({ role: "runner" });
  await one.persons.change(before?.person ?? "", { role: "editor" });
  expect(await personOf(one, (await one.signIn("u-100")).cookies)).toMatchObject({ role: "editor" });
});

it("keeps out who was switched off here, whatever their groups", async () => {
  const one = await oidcBench();
  const open = await one.signIn("u-200");
  const [grace] = await one.persons.list();
  await one.persons.change(grace?.id ?? "", { disabled: true });
  await expect(one.signIn("u-200")).rejects.toMatchObject({ facts: { reason: "switched_off" } });
  expect(await one.persons.list()).toMatchObject([{ disabled: true, role: "editor" }]);
  expect(await personOf(one, open.cookies)).toBeUndefined();
});

it("lets groups take the role even of the last admin", async () => {
  const one = await oidcBench();
  await one.signIn("u-100");
  one.issuing.employees.set("u-100", { sub: "u-100", preferred_username: "ada", groups: ["everybody"] });
  await one.signIn("u-100");
  expect(await one.persons.list()).toMatchObject([{ name: "ada", role: "runner" }]);
});

it("makes one person of two tabs that come back at the same moment", async () => {
  const one = await oidcBench();
  const tabs = await Promise.all([one.begin(), one.begin()]);
  const answers = await Promise.all(tabs.map(({ location }) => one.chooseAt(location, "u-300")));
  const done = await Promise.all(
    answers.map((answer, at) =>
      one.openServer().finish({ answer, cookieHeader: tabs[at]?.cookieHeader ?? null, address: "" }),
    ),
  );
  const ids = await Promise.all(done.map(async ({ cookies }) => (await personOf(one, cookies))?.person));
  expect(new Set(ids)).toEqual(new Set([(await one.persons.list())[0]?.id]));
  expect(await one.persons.list()).toHaveLength(1);
});

it("finishes nothing in another browser, with another state, or after ten minutes", async () => {
  const one = await oidcBench();
  const { location, cookieHeader } = await one.begin();
  const other = await one.begin();
  const answer = await one.chooseAt(location, "u-100");
  const finish = (cookies: string | null, query = answer) =>
    one.server.finish({ answer: query, cookieHeader: cookies, address: "" });
  one.wire.asked.length = 0;
  const mismatch = { code: "state_mismatch" };
  await expect(finish(null)).rejects.toMatchObject(mismatch);
  await expect(finish(other.cookieHeader)).rejects.toMatchObject(mismatch);
  await expect(finish(`${cookieHeader.slice(0, -4)}AAAA`)).rejects.toMatchObject(mismatch);
  const madeUp = new URLSearchParams([...answer].map(([key, value]) => [key, key === "state" ? "made-up" : value]));
  await expect(finish(cookieHeader, madeUp)).rejects.toMatchObject(mismatch);
  one.clock.nowMs += 10 * MINUTE_MS;
  await expect(finish(cookieHeader)).rejects.toMatchObject({ code: "flow_expired" });
  expect(one.wire.asked).toEqual([]);
  expect(await one.persons.list()).toEqual([]);
});

it("lets nobody in twice by one answer", async () => {
  const one = await oidcBench();
  const { location, cookieHeader } = await one.begin();
  const answer = await one.chooseAt(location, "u-100");
  const finish = () => one.openServer().finish({ answer, cookieHeader, address: "" });
  await finish();
  await expect(finish()).rejects.toMatchObject({ code: "flow_expired" });
  expect(await one.database.query("SELECT 1 FROM person_sessions")).toHaveLength(1);
});

it("refuses an answer that another issuer gave, or none, before the code is sent", async () => {
  const one = await oidcBench();
  const { location, cookieHeader } = await one.begin();
  const answer = await one.chooseAt(location, "u-100");
  one.wire.asked.length = 0;
  for (const iss of ["https://evil.example", undefined]) {
    const query = new URLSearchParams(answer);
    query.delete("iss");
    if (iss !== undefined) query.set("iss", iss);
    const finished = one.server.finish({ answer: query, cookieHeader, address: "" });
    await expect(finished).rejects.toMatchObject({ code: "upstream_rejected" });
  }
  expect(one.wire.asked).toEqual([]);
});

it("tells who said no at the provider, and what the provider calls wrong", async () => {
  const one = await oidcBench();
  await expect(one.signIn("")).rejects.toMatchObject({ code: "access_denied", facts: { reason: "denied" } });
  const { location, cookieHeader } = await one.begin();
  const state = new URL(location).searchParams.get("state") ?? "";
  for (const [error, code] of [
    ["invalid_scope", "upstream_rejected"],
    ["temporarily_unavailable", "upstream_unavailable"],
  ]) {
    const answer = new URLSearchParams({ error: error ?? "", state, iss: one.issuing.issuer });
    await expect(one.server.finish({ answer, cookieHeader, address: "" })).rejects.toMatchObject({ code });
  }
  const wrong = await oidcBench({ clientSecret: "of another program" });
  await expect(wrong.signIn("u-100")).rejects.toMatchObject({ code: "upstream_rejected" });
});

it("lets nobody in with an id token that does not hold", async () => {
  const one = await oidcBench();
  const faults: IdTokenFault[] = [
    ...(["wrong-key", "unknown-key", "unsigned", "hs256", "wrong-audience"] as const),
    ...(["wrong-issuer", "expired", "wrong-nonce", "absent"] as const),
  ];
  for (const fault of faults) {
    one.wire.fault = fault;
    await expect(one.signIn("u-100"), fault).rejects.toMatchObject({ code: "upstream_rejected" });
  }
  expect(await one.persons.list()).toEqual([]);
});

it("asks for the provider's description once an hour, and goes on with it while the provider is away", async () => {
  const one = await oidcBench();
  const described = () => one.wire.asked.filter((path) => path.startsWith("/.well-known/")).length;
  await Promise.all([one.begin(), one.begin(), one.begin()]);
  expect(described()).toBe(1);
  one.clock.nowMs += 61 * MINUTE_MS;
  one.wire.isDown = true;
  await one.begin();
  expect(described()).toBe(3);
  const fresh = one.openServer();
  await expect(fresh.start({ origin, to: "/" })).rejects.toMatchObject({
    code: "upstream_unavailable",
    message: expect.stringContaining("Acme"),
  });
  one.wire.isDown = false;
  await fresh.start({ origin, to: "/" });
});
