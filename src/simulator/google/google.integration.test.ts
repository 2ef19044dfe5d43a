import { createHash } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { createBrowser } from "@/simulator/testkit/browser";

const redirectUri = "http://localhost:3000/back";
const verifier = "v".repeat(43);
const client = { client_id: "some-client", client_secret: "some-secret" };
const cloud = "https://www.googleapis.com/auth/cloud-platform";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ port: 0 });
  return () => simulator.close();
});

const post = (path: string, fields: Record<string, string>) =>
  fetch(`${simulator.url}/google/${path}`, { method: "POST", body: new URLSearchParams(fields) });

async function signIn(more: Record<string, string> = {}, scope = `openid email ${cloud}`) {
  const query = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: redirectUri,
    response_type: "code",
    scope,
    state: "s",
    access_type: "offline",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...more,
  });
  const back = await createBrowser().signIn(`${simulator.url}/google/o/oauth2/v2/auth?${query}`, "ada");
  const code = back.searchParams.get("code") ?? "";
  const grant = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: redirectUri };
  return (await post("token", { ...client, ...grant })).json();
}

const models = (token: string) =>
  fetch(`${simulator.url}/v1beta/models`, { headers: { authorization: `Bearer ${token}` } });

it("names itself and its addresses under its own path", async () => {
  const issuer = `${simulator.url}/google`;
  const document = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  expect(document).toMatchObject({
    issuer,
    token_endpoint: `${issuer}/token`,
    revocation_endpoint: `${issuer}/revoke`,
  });
  expect((await (await fetch(document.jwks_uri)).json()).keys).toHaveLength(1);
});

it("gives a refresh token with a consent only, as Google does", async () => {
  expect(await signIn()).toHaveProperty("refresh_token");
  expect(await signIn()).not.toHaveProperty("refresh_token");
  expect(await signIn({ prompt: "consent" })).toHaveProperty("refresh_token");
  expect(await signIn({ prompt: "consent", access_type: "online" })).not.toHaveProperty("refresh_token");
});

it("lets Gemini take its access tokens until they end, are revoked, or lack the scope", async () => {
  const { access_token: token, refresh_token: refreshToken } = await signIn();
  expect((await models(token)).status).toBe(200);
  simulator.control.expireAccessTokens();
  expect((await models(token)).status).toBe(401);
  const refreshed = await (
    await post("token", { ...client, grant_type: "refresh_token", refresh_token: refreshToken })
  ).json();
  expect((await models(refreshed.access_token)).status).toBe(200);
  expect((await post("revoke", { token: refreshToken })).status).toBe(200);
  expect((await models(refreshed.access_token)).status).toBe(401);
  expect((await models((await signIn({}, "openid email")).access_token)).status).toBe(403);
});

it("refuses a code of another client, a wrong secret and a redirect that is neither https nor local", async () => {
  const wrongSecret = { ...client, client_secret: "invalid", grant_type: "refresh_token", refresh_token: "x" };
  expect((await post("token", wrongSecret)).status).toBe(401);
  const unknown = { ...client, grant_type: "authorization_code", code: "4/unknown", code_verifier: verifier };
  expect(await (await post("token", unknown)).json()).toMatchObject({ error: "invalid_grant" });
  const query = new URLSearchParams({ client_id: "c", redirect_uri: "http://evil.test/", response_type: "code" });
  expect((await fetch(`${simulator.url}/google/o/oauth2/v2/auth?${query}`)).status).toBe(400);
});
