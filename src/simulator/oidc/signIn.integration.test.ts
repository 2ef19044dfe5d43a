import { decodeJwt } from "jose";
import * as oauth from "oauth4webapi";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonId } from "@/simulator/people";
import { startSimulator } from "@/simulator/simulator";
import { createBrowser } from "@/simulator/testkit/browser";
import type { Simulator } from "@/simulator/types";

const insecure = { [oauth.allowInsecureRequests]: true };
const client: oauth.Client = { client_id: "app_EMoamEEZ73f0CkXaXp7hrann" };
const redirectUri = "http://127.0.0.1:1455/auth/callback";
const scope = "openid profile email offline_access";

let simulator: Simulator;
let server: oauth.AuthorizationServer;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, redirectUris: ["http://localhost:9999/cb"] });
  const issuer = new URL(simulator.issuer);
  server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
});
afterAll(() => simulator.close());

function authorizeUrl(more: Record<string, string> = {}): string {
  const url = new URL(`${simulator.issuer}/oauth/authorize`);
  const parameters = {
    response_type: "code",
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope,
    state: "the-state",
    id_token_add_organizations: "true",
    codex_cli_simplified_flow: "true",
    originator: "codex_cli_rs",
    ...more,
  };
  url.search = new URLSearchParams(parameters).toString();
  return url.href;
}

async function signIn(person: PersonId, more: Record<string, string> = {}, browser = createBrowser()) {
  const verifier = oauth.generateRandomCodeVerifier();
  const challenge = await oauth.calculatePKCECodeChallenge(verifier);
  const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
  const back = await browser.signIn(authorizeUrl({ ...pkce, ...more }), person);
  const parameters = oauth.validateAuthResponse(server, client, back, "the-state");
  const exchange = () =>
    oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      parameters,
      more.redirect_uri ?? redirectUri,
      verifier,
      insecure,
    );
  return { back, exchange };
}

async function tokensOf(person: PersonId, more: Record<string, string> = {}) {
  const { exchange } = await signIn(person, more);
  return oauth.processAuthorizationCodeResponse(server, client, await exchange());
}

describe("the simulated sign-in", () => {
  test("gives a client that follows OAuth its tokens, with the claims of the account", async () => {
    const tokens = await tokensOf("ada-work", { scope: `${scope} api.connectors.read api.connectors.invoke` });
    expect(tokens.refresh_token).toMatch(/^rt_/);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    expect(claims).toMatchObject({ email: "ada@example.com", sub: "auth0|ada" });
    expect(claims?.["https://api.openai.com/auth"]).toMatchObject({
      chatgpt_account_id: "acct-engines-ltd",
      chatgpt_plan_type: "business",
      chatgpt_user_id: "user-ada",
      organizations: [{ id: "org-engines" }],
    });
    const access = decodeJwt(tokens.access_token);
    expect(access).toMatchObject({
      sub: "auth0|ada",
      "https://api.openai.com/auth": { chatgpt_plan_type: "business" },
    });
    expect(access.exp).toBeGreaterThan(Date.now() / 1000);
  });

  test("leaves organizations out when they were not asked for", async () => {
    const tokens = await tokensOf("ada", { id_token_add_organizations: "false" });
    const auth = oauth.getValidatedIdTokenClaims(tokens)?.["https://api.openai.com/auth"];
    expect(auth).not.toHaveProperty("organizations");
  });

  test("signs a person in without an account id when theirs has none", async () => {
    const claims = oauth.getValidatedIdTokenClaims(await tokensOf("pat"));
    expect(claims).not.toHaveProperty("email");
    expect(claims?.["https://api.openai.com/auth"]).not.toHaveProperty("chatgpt_account_id");
  });

  test("asks the same browser again who it is, and lets it be somebody else", async () => {
    const browser = createBrowser();
    for (const person of ["ada", "grace"] as const) {
      const { exchange } = await signIn(person, {}, browser);
      const tokens = await oauth.processAuthorizationCodeResponse(server, client, await exchange());
      expect(oauth.getValidatedIdTokenClaims(tokens)?.email).toBe(`${person}@example.com`);
    }
  });

  test("takes a redirect URI from its options, and only whole ones", async () => {
    const { back } = await signIn("ada", { redirect_uri: "http://localhost:9999/cb" });
    expect(back.href).toMatch(/^http:\/\/localhost:9999\/cb\?code=ac_/);
  });

  test.each(["http://127.0.0.1:1456/auth/callback", "http://127.0.0.1:1455/other", "https://evil.test/auth/callback"])(
    "shows an error page instead of sending anybody to %s",
    async (uri) => {
      const pkce = { code_challenge: "a".repeat(43), code_challenge_method: "S256" };
      const { response } = await createBrowser().follow(authorizeUrl({ redirect_uri: uri, ...pkce }));
      expect(response?.status).toBe(400);
      expect(await response?.text()).toContain("redirect_uri did not match");
    },
  );

  test.each([
    ["no challenge", {}],
    ["a plain challenge", { code_challenge: "a".repeat(43), code_challenge_method: "plain" }],
  ])("sends a request with %s back with an error", async (_name, more) => {
    const { url } = await createBrowser().follow(authorizeUrl(more));
    expect(new URL(url).searchParams.get("error")).toBe("invalid_request");
    expect(new URL(url).searchParams.get("state")).toBe("the-state");
  });

  test("sends a denial back as access_denied", async () => {
    const challenge = { code_challenge: "a".repeat(43), code_challenge_method: "S256" };
    const back = await createBrowser().signIn(authorizeUrl(challenge), "ada", "deny");
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: "access_denied", state: "the-state" });
  });

  test("takes a code once, and ends the whole sign-in when it comes again", async () => {
    const { exchange } = await signIn("ada");
    const first = await exchange();
    expect(first.status).toBe(200);
    const { refresh_token: refreshToken } = await first.json();
    expect((await exchange()).status).toBe(400);
    const refresh = await fetch(`${simulator.issuer}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "refresh_token",
        refresh_token: refreshToken,
        client_id: client.client_id,
      }),
    });
    expect(refresh.status).toBe(401);
  });

  test("shows a page that names its buttons and people and loads nothing", async () => {
    const challenge = { code_challenge: "a".repeat(43), code_challenge_method: "S256" };
    const { response } = await createBrowser().follow(authorizeUrl(challenge));
    const page = (await response?.text()) ?? "";
    for (const words of ["Simulated ChatGPT sign-in", "Ada Plus", "Ada at Work", ">Approve<", ">Deny<"]) {
      expect(page).toContain(words);
    }
    expect(page).not.toMatch(/<script|src=|<link/);
  });
});
