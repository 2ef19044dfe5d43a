import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { connect as words } from "@/components/messages/connect";
import type { Auth } from "@/lib/auth/auth";
import { readAuthFile } from "@/lib/auth/testkit/testAuth";
import { createTestBench } from "@/lib/auth/testkit/testBench";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { startSimulator } from "@/simulator/simulator";
import type { IdTokenFault } from "@/simulator/types";

const bench = createTestBench(startSimulator);
const { openAuth, start, connect, clientOf, posts } = bench;

describe("connecting", () => {
  it("asks for a registration by the parameters of OpenAI's table, in their order, and for nothing else", async () => {
    const { url, redirectUri, route } = await start(openAuth());
    const { origin, pathname, searchParams } = new URL(url);
    expect(`${origin}${pathname}`).toBe(`${bench.simulator.issuer}/api/accounts/authorize`);
    expect([...searchParams.keys()]).toEqual([
      "client_id",
      "agent_name_hint",
      "ext_agent_host_id",
      "response_type",
      "redirect_uri",
      "scope",
      "resource",
      "state",
      "nonce",
      "code_challenge_method",
      "code_challenge",
    ]);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: "dynamic_agent_client",
      agent_name_hint: "Patchbay",
      resource: "https://api.openai.com/v1",
      scope: "openid profile email offline_access resource.invoke chatgpt.tokens.use.direct",
    });
    expect(route).toBe("siwc");
    expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/auth\/callback$/);
    expect(searchParams.get("redirect_uri")).toBe(redirectUri);
  });

  it("is refused where a database keeps accounts for several, before anything is asked of the issuer", async () => {
    bench.config = { ...bench.config, database: { url: "postgres://db.example/patchbay", maxConnections: 2 } };
    const refused = start(openAuth());
    await expect(refused).rejects.toMatchObject({
      code: "unsupported_option",
      // As the button beside it is called.
      message: expect.stringContaining(words.codex.button),
    });
    expect(bench.simulator.requests).toEqual([]);
  });

  it("goes from the link over the listener to an account that may use the plan", async () => {
    const auth = openAuth();
    const { url, listener } = await auth.start({ route: "siwc", origin: "http://localhost:3000" });
    expect(listener).toBe("listening");
    const forwarded = await fetch(await approve(url, "grace"), { redirect: "manual" });
    const back = new URL(forwarded.headers.get("location") ?? "");
    expect(back.searchParams.get("client_id")).toMatch(/^oaiapp_/);
    const { state = "", code = "", client_id: clientId } = Object.fromEntries(back.searchParams);
    const id = await auth.callback({ state, code, clientId });
    expect(await auth.callback({ state, code, clientId })).toBe(id);
    expect((await auth.status()).accounts).toMatchObject([
      {
        id,
        route: "siwc",
        status: "active",
        planUse: true,
        backgroundConsent: false,
        manageUsageUrl: "https://chatgpt.com/settings/usage",
        idTokenVerified: true,
        missing: [],
      },
    ]);
    expect((await auth.credentials("openai-auth")).route).toBe("siwc");
  });

  it("takes any port when the registered ones are busy", async () => {
    const auth = openAuth();
    const codex = await openAuth().start({ route: "codex", origin: "http://localhost:3000" });
    expect(codex.listener).toBe("listening");
    const { url, listener, redirectUri } = await auth.start({ route: "siwc", origin: "http://localhost:3000" });
    expect(listener).toBe("listening");
    expect(new URL(redirectUri).port).not.toBe(new URL(codex.redirectUri).port);
    const forwarded = await fetch(await approve(url, "ada"), { redirect: "manual" });
    expect(forwarded.headers.get("location")).toContain("/api/auth/openai/callback?code=");
  });

  it("comes back to the same port after a restart", async () => {
    const holder = openAuth();
    await holder.start({ route: "codex", origin: "http://localhost:3000" });
    const before = openAuth();
    const { url } = await before.start({ route: "siwc", origin: "http://localhost:3000" });
    await before.close();
    await openAuth().resume();
    const forwarded = await fetch(await approve(url, "ada"), { redirect: "manual" });
    expect(forwarded.headers.get("location")).toContain("/api/auth/openai/callback?code=");
  });

  it("keeps one host id, private, outside the data directory, through restarts and for all accounts", async () => {
    const path = join(bench.config.configDir, "host-id");
    const hostIdOf = async (auth: Auth) => new URL((await start(auth)).url).searchParams.get("ext_agent_host_id");
    const first = await hostIdOf(openAuth());
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path, "utf8")).trim()).toBe(first);
    bench.config = { ...bench.config, dataDir: join(bench.config.dataDir, "another") };
    expect(await hostIdOf(openAuth())).toBe(first);
  });

  it("tells a denial and changes nothing", async () => {
    const auth = openAuth();
    const { url } = await start(auth);
    await expect(auth.exchange({ url: await approve(url, "ada", "deny") })).rejects.toMatchObject({
      code: "access_denied",
    });
    expect(await auth.status()).toMatchObject({ accounts: [], pending: [{ status: "failed" }] });
    expect((await readAuthFile(bench.config)).registrations).toEqual([]);
  });

  it("asks for the whole address when only a code was pasted, and takes it then", async () => {
    const auth = openAuth();
    const { url, state } = await start(auth);
    const back = await approve(url, "ada");
    const code = new URL(back).searchParams.get("code") ?? "";
    await expect(auth.exchange({ state, code })).rejects.toMatchObject({
      code: "invalid_request",
      facts: { action: "use_paste" },
    });
    expect(await auth.exchange({ url: `${back}&unknown=1` })).toMatchObject({ status: "active" });
  });

  it.each([
    ["names no registration", (url: URL) => url.searchParams.delete("client_id"), "upstream_rejected"],
    ["names the name that asks for one", setParameter("client_id", "dynamic_agent_client"), "upstream_rejected"],
    ["names an odd one", setParameter("client_id", "oaiapp x"), "upstream_rejected"],
    ["comes from another issuer", setParameter("iss", "https://evil.test"), "upstream_rejected"],
    ["holds two codes", (url: URL) => url.searchParams.append("code", "second"), "invalid_request"],
  ])("refuses an answer that %s", async (_what, spoil, code) => {
    const auth = openAuth();
    const back = new URL(await approve((await start(auth)).url, "ada"));
    spoil(back);
    await expect(auth.exchange({ url: back.href })).rejects.toMatchObject({ code });
    expect((await auth.status()).accounts).toEqual([]);
    expect(posts("token")).toEqual([]);
  });

  it("does not end a sign-in over an answer with another state", async () => {
    const auth = openAuth();
    const back = new URL(await approve((await start(auth)).url, "ada"));
    const forged = new URL(back);
    forged.searchParams.set("state", "forged");
    await expect(auth.exchange({ url: forged.href })).rejects.toMatchObject({ code: "state_mismatch" });
    expect(await auth.exchange({ url: back.href })).toMatchObject({ status: "active" });
  });

  it.each<[IdTokenFault, string]>([
    ["wrong-key", "upstream_rejected"],
    ["unsigned", "upstream_rejected"],
    ["hs256", "upstream_rejected"],
    ["wrong-audience", "upstream_rejected"],
    ["wrong-issuer", "upstream_rejected"],
    ["expired", "upstream_rejected"],
    ["wrong-nonce", "upstream_rejected"],
    ["absent", "upstream_rejected"],
    ["unknown-key", "upstream_unavailable"],
  ])("stores nothing for an id token with the fault %s", async (fault, code) => {
    const auth = openAuth();
    bench.simulator.control.setSwitches({ idToken: fault });
    await expect(connect(auth)).rejects.toMatchObject({ code });
    expect((await auth.status()).accounts).toEqual([]);
  });

  it("believes nobody while the issuer's keys are down, and signs in with the same registration later", async () => {
    const auth = openAuth();
    bench.simulator.control.setSwitches({ jwks: "down" });
    await expect(connect(auth)).rejects.toMatchObject({ code: "upstream_unavailable" });
    const [registration] = (await readAuthFile(bench.config)).registrations;
    expect(registration).toMatchObject({ sub: null, account: null });
    bench.simulator.control.setSwitches({ jwks: "up" });
    await connect(auth);
    expect(await clientOf()).toBe(registration.client_id);
  });

  it("signs in although the keys have just been rotated", async () => {
    const auth = openAuth();
    await connect(auth);
    await bench.simulator.control.rotateSigningKey();
    expect(await connect(auth, { person: "grace", another: true })).toMatchObject({ idTokenVerified: true });
  });

  it("does not register again after a code that was refused", async () => {
    const auth = openAuth();
    bench.simulator.control.failNext({
      path: "/api/accounts/oauth/token",
      status: 400,
      body: { error: "invalid_grant" },
    });
    await expect(connect(auth)).rejects.toMatchObject({ code: "flow_expired" });
    const url = new URL((await start(auth)).url);
    expect(url.searchParams.get("client_id")).toMatch(/^oaiapp_/);
    expect(url.searchParams.has("agent_name_hint")).toBe(false);
  });
});

function setParameter(name: string, value: string) {
  return (url: URL) => url.searchParams.set(name, value);
}
