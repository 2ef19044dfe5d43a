import { expect, it, onTestFinished } from "vitest";
import { PATCH as changePerson } from "@/app/api/people/[id]/route";
import { POST as addPerson, GET as getPeople } from "@/app/api/people/route";
import { ask, useServices } from "@/app/api/testServices";
import { parseConfig } from "@/lib/config";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createTestDatabase } from "@/lib/storage/postgres/testDatabase";
import { startIdentityProvider } from "@/simulator/identity/identityProvider";
import { createBrowser } from "@/simulator/testkit/browser";
import { GET as finishOidc } from "./oidc/callback/route";
import { GET as startOidc } from "./oidc/start/route";
import { POST as changePassword } from "./password/route";
import { DELETE, GET, POST } from "./route";

const origin = "http://localhost:3000";
const password = "correct horse battery";

async function useTeam(more: Record<string, string> = {}) {
  const directory = await testDirectory();
  const services = useServices(
    parseConfig({
      ...more,
      DATABASE_URL: await createTestDatabase(),
      PATCHBAY_SECRET: "ab".repeat(32),
      PATCHBAY_DATA_DIR: directory,
      LOG_LEVEL: "silent",
    }),
  );
  onTestFinished(() => services.storage.close());
  await services.storage.prepare();
  return services;
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .filter((cookie) => !cookie.includes("Max-Age=0"))
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
const signIn = async (name: string, given = password) =>
  ask(POST, "/api/session", { method: "POST", body: { name, password: given } });
const sessionOf = async (cookie = "") => (await ask(GET, "/api/session", { headers: { cookie } })).json();

it("a Patchbay that is open becomes one of people with the first admin, who brings in the others", async () => {
  await useTeam();
  const add = (body: object, cookie = "") =>
    ask(addPerson, "/api/people", { method: "POST", body, headers: { cookie } });
  expect(await sessionOf()).toEqual({ way: "open" });
  expect((await add({ name: "ada", password, role: "runner" })).status).toBe(400);
  const first = await add({ name: "Ada", password, role: "admin" });
  expect(first.status).toBe(201);
  expect(await first.json()).toMatchObject({ name: "ada", role: "admin", signsInWith: "password", disabled: false });

  await expect.poll(() => sessionOf()).toEqual({ way: "people", hasPasswords: true });
  expect((await ask(getPeople, "/api/people")).status).toBe(401);
  const cookie = cookiesOf(await signIn("ADA "));
  expect(await sessionOf(cookie)).toMatchObject({ way: "people", person: { name: "ada", role: "admin" } });
  const bob = await (await add({ name: "bob", password, role: "editor" }, cookie)).json();
  expect(await (await add({ name: "bob", password, role: "editor" }, cookie)).json()).toMatchObject({
    error: { code: "conflict", details: { reason: "name_taken" } },
  });

  const bobs = cookiesOf(await signIn("bob"));
  const look = async (by: string) => (await ask(getPeople, "/api/people", { headers: { cookie: by } })).json();
  const seen = await look(bobs);
  await expect.poll(async () => (await look(cookie)).people[1].lastSeenAt).toMatch(/^2/);
  expect(seen.people).toEqual([
    { id: expect.any(String), name: "ada", role: "admin", disabled: false },
    expect.objectContaining(bob),
  ]);
  const change = (id: string, body: object, by: string) =>
    ask(changePerson, "/api/people/x", { method: "PATCH", body, params: { id }, headers: { cookie: by } });
  expect((await change(bob.id, { role: "admin" }, bobs)).status).toBe(403);
  expect(await (await change(seen.people[0].id, { disabled: true }, cookie)).json()).toMatchObject({
    error: { code: "conflict", details: { reason: "last_admin" } },
  });
  expect(await (await change(bob.id, { disabled: true }, cookie)).json()).toMatchObject({ disabled: true });
  expect(await sessionOf(bobs)).toEqual({ way: "people", hasPasswords: true });
  expect(await (await signIn("bob")).json()).toMatchObject({ error: { code: "login_required" } });

  const mine = (body: object) =>
    ask(changePassword, "/api/session/password", { method: "POST", body, headers: { cookie } });
  expect((await mine({ current: password, password: "short" })).status).toBe(400);
  const elsewhere = cookiesOf(await signIn("ada"));
  expect((await mine({ current: password, password: "a brand new password" })).status).toBe(200);
  expect(await sessionOf(elsewhere)).not.toHaveProperty("person");
  expect(await sessionOf(cookie)).toHaveProperty("person");
  await ask(DELETE, "/api/session", { method: "DELETE", headers: { cookie } });
  expect(await sessionOf(cookie)).not.toHaveProperty("person");
});

it("a provider of identities lets in from its page, and a failure leads to the page of sign-in without its words", async () => {
  const issuing = await startIdentityProvider({ redirectUris: [`${origin}/api/session/oidc/callback`] });
  onTestFinished(() => issuing.close());
  await useTeam({
    PATCHBAY_PASSWORD: "of the time before",
    PATCHBAY_OIDC_ISSUER: issuing.issuer,
    PATCHBAY_OIDC_CLIENT_ID: issuing.clientId,
    PATCHBAY_OIDC_CLIENT_SECRET: issuing.clientSecret,
    PATCHBAY_OIDC_NAME: "Acme",
    PATCHBAY_OIDC_ROLES: "patchbay-admins=admin,everybody=runner",
  });
  expect(await sessionOf()).toEqual({ way: "people", oidc: { name: "Acme" }, hasPasswords: false });
  const old = await ask(POST, "/api/session", { method: "POST", body: { password: "of the time before" } });
  expect(old.status).toBe(400);

  const begin = async (to: string) => {
    const started = await ask(startOidc, `/api/session/oidc/start?${new URLSearchParams({ to })}`);
    expect(started.status).toBe(302);
    return { location: started.headers.get("location") ?? "", cookie: cookiesOf(started) };
  };
  const comeBack = async (location: string, sub: string, cookie: string) => {
    const browser = createBrowser();
    const page = await browser.follow(location);
    const { url } = await browser.follow(`${page.url}?person=${sub}`);
    // As a browser does it: a navigation that another site has begun.
    return ask(finishOidc, url.slice(origin.length), { headers: { cookie, "sec-fetch-site": "cross-site" } });
  };

  const { location, cookie } = await begin("/?workflow=7#x");
  const back = await comeBack(location, "u-100", cookie);
  expect([back.status, back.headers.get("location")]).toEqual([302, "/?workflow=7#x"]);
  expect(await sessionOf(cookiesOf(back))).toMatchObject({ person: { name: "ada", role: "admin" } });

  const otherHosts = ["https://evil.example/x", "//evil.example", "/\\evil.example", "javascript:alert(1)"];
  // Dots go as an address is read, and what is left may begin with another host.
  for (const elsewhere of [...otherHosts, "/.//evil.example", "/x/..//evil.example", "/%2e/\\evil.example"]) {
    const odd = await begin(elsewhere);
    const landed = await comeBack(odd.location, "u-100", odd.cookie);
    expect(landed.headers.get("location"), elsewhere).toBe("/");
  }

  const denied = await begin("/");
  const refused = await comeBack(denied.location, "", denied.cookie);
  expect(refused.headers.get("location")).toBe("/login?error=access_denied");
  const outside = await begin("/");
  expect((await comeBack(outside.location, "u-400", outside.cookie)).headers.get("location")).toBe(
    "/login?error=not_allowed&reason=no_role",
  );
  const stranger = await begin("/");
  const other = await comeBack(stranger.location, "u-100", "");
  expect(other.headers.get("location")).toBe("/login?error=state_mismatch");
  expect(cookiesOf(other)).toBe("");
});

it("a provider that is away leads back to the page of sign-in", async () => {
  await useTeam({
    PATCHBAY_OIDC_ISSUER: "http://127.0.0.1:1",
    PATCHBAY_OIDC_CLIENT_ID: "patchbay",
    PATCHBAY_OIDC_CLIENT_SECRET: "secret",
    PATCHBAY_OIDC_DEFAULT_ROLE: "runner",
  });
  const started = await ask(startOidc, "/api/session/oidc/start");
  expect([started.status, started.headers.get("location")]).toEqual([302, "/login?error=upstream_unavailable"]);
});

it("without a database there are no people and no provider", async () => {
  useServices(await testDirectory());
  for (const handler of [getPeople, startOidc, finishOidc]) {
    expect(await (await ask(handler, "/api/x")).json()).toMatchObject({ error: { code: "not_found" } });
  }
});
