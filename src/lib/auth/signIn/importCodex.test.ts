import { SignJWT } from "jose";
import { beforeEach, expect, it } from "vitest";
import { signIn, testAuth } from "@/lib/auth/testkit/testAuth";
import { ada, CLIENT_ID, createTestIssuer, type Person, type TestIssuer } from "@/lib/auth/testkit/testIssuer";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

/** What the Codex CLI of today writes. */
async function codexFile({
  person = ada,
  expiresInSeconds = 3600,
}: {
  person?: Person;
  expiresInSeconds?: number;
} = {}) {
  const exp = Math.floor(issuer.now() / 1000) + expiresInSeconds;
  const iat = exp - 3600;
  return {
    auth_mode: "chatgpt",
    OPENAI_API_KEY: null,
    tokens: {
      id_token: await issuer.signIdToken(person, { claims: { exp, iat } }),
      access_token: await issuer.signIdToken(person, { claims: { exp, iat, jti: "access" } }),
      refresh_token: "rt_from_codex",
      oauth_provenance: { issuer: issuer.origin, client_id: CLIENT_ID },
      login_owner_id: "x".repeat(43),
      account_id: person.accountId,
    },
    last_refresh: "2026-11-20T10:00:00.123456789Z",
  };
}

it("connects the account of a Codex auth.json, and warns that the login is shared", async () => {
  const { auth } = await testAuth(issuer);
  const file = await codexFile();
  const { account, warning } = await auth.importCodex(file);
  expect(warning).toMatch(/logs the other out/);
  expect(account).toMatchObject({ status: "created", plan: "plus", mode: "chatgpt", idTokenVerified: false });
  const credential = await (await auth.credentials("openai-auth")).get();
  expect(credential).toMatchObject({ bearer: file.tokens.access_token, accountId: "ws-ada" });
  expect(issuer.tokenBodies).toEqual([]);
  expect(await auth.status()).toMatchObject({ connected: true, defaultAccountId: account.id });
});

it("takes the shape of older versions, and bare tokens", async () => {
  const { auth } = await testAuth(issuer);
  const { tokens, last_refresh } = await codexFile();
  const { oauth_provenance: _, login_owner_id: __, ...olderTokens } = tokens;
  const { account } = await auth.importCodex({ OPENAI_API_KEY: null, tokens: olderTokens, last_refresh });
  expect((await auth.importCodex(olderTokens)).account.id).toBe(account.id);
  const { id_token: ___, ...withoutIdToken } = olderTokens;
  expect((await auth.importCodex({ tokens: withoutIdToken })).account.id).toBe(account.id);
});

it("takes tokens without a workspace, and never an organization in its place", async () => {
  const { auth } = await testAuth(issuer);
  const person = { sub: "sub-pat", userId: "user-pat", organizationId: "org-pat" };
  const { account } = await auth.importCodex(await codexFile({ person }));
  expect(account.missing).toContainEqual(expect.stringContaining("no ChatGPT workspace"));
  expect((await (await auth.credentials("openai-auth")).get()).accountId).toBeUndefined();
});

it("takes the workspace that the file names when the tokens name none", async () => {
  const { auth } = await testAuth(issuer);
  const file = await codexFile({ person: { sub: "sub-pat", userId: "user-pat" } });
  await auth.importCodex({ ...file, tokens: { ...file.tokens, account_id: "ws-pat" } });
  expect((await (await auth.credentials("openai-auth")).get()).accountId).toBe("ws-pat");
});

it("renews a token that has ended meanwhile before it is used", async () => {
  const { auth } = await testAuth(issuer);
  await auth.importCodex(await codexFile({ expiresInSeconds: -60 }));
  const source = await auth.credentials("openai-auth");
  await expect(source.get()).rejects.toMatchObject({ code: "reauth_required" });
  expect(issuer.tokenBodies).toMatchObject([expect.stringContaining("rt_from_codex")]);
});

it("goes over the row of the same identity, and keeps what a person set", async () => {
  const { auth } = await testAuth(issuer);
  const id = await signIn(auth, issuer, { name: "Mine" });
  expect((await auth.importCodex(await codexFile())).account).toMatchObject({ id, name: "Mine" });
});

it.each<[string, (file: Awaited<ReturnType<typeof codexFile>>) => unknown]>([
  ["nothing", () => ({})],
  ["a list", () => []],
  ["text", () => "tokens"],
  ["an API key only", () => ({ auth_mode: "apikey", OPENAI_API_KEY: "sk-key" })],
  ["an access token that is no token", (file) => ({ tokens: { ...file.tokens, access_token: "secret" } })],
  ["an id token that is no token", (file) => ({ tokens: { ...file.tokens, id_token: "secret" } })],
  [
    "tokens of another program",
    (file) => ({ tokens: { ...file.tokens, oauth_provenance: { issuer: issuer.origin, client_id: "app_other" } } }),
  ],
  [
    "tokens of another issuer",
    (file) => ({ tokens: { ...file.tokens, oauth_provenance: { issuer: "https://evil.test", client_id: CLIENT_ID } } }),
  ],
])("refuses %s, without a request and without a trace", async (_, spoil) => {
  const { auth } = await testAuth(issuer);
  const refusal = auth.importCodex(spoil(await codexFile()));
  await expect(refusal).rejects.toMatchObject({ code: "invalid_request" });
  await expect(refusal).rejects.not.toThrow(/secret|sk-key/);
  expect(issuer.requests).toEqual([]);
  expect((await auth.status()).accounts).toEqual([]);
});

it("counts an empty text as absent, as null is", async () => {
  const { auth } = await testAuth(issuer);
  const { tokens } = await codexFile();
  for (const none of ["", " ", null, undefined]) {
    const { account } = await auth.importCodex({
      OPENAI_API_KEY: "",
      tokens: { ...tokens, refresh_token: none, id_token: none, account_id: none },
    });
    expect(account.missing).toContainEqual(expect.stringContaining("no refresh token"));
    expect((await (await auth.credentials("openai-auth")).get()).accountId).toBe("ws-ada");
  }
});

it("puts tokens together that were broken over lines, and takes away what cannot be seen", async () => {
  const { auth } = await testAuth(issuer);
  const { tokens } = await codexFile();
  const wrap = (text: string) => `\ufeff${text.replace(/(.{80})/g, "$1\r\n  ")}\u200b`;
  await auth.importCodex({
    tokens: { ...tokens, access_token: wrap(tokens.access_token), id_token: wrap(tokens.id_token) },
  });
  expect((await (await auth.credentials("openai-auth")).get()).bearer).toBe(tokens.access_token);
});

it.each<[string, RegExp, (tokens: Record<string, unknown> & { access_token: string }) => unknown]>([
  [
    "a shortened token",
    /its access token is shortened/,
    (tokens) => ({ tokens: { ...tokens, access_token: `${tokens.access_token.slice(0, -9)}…` } }),
  ],
  [
    "a masked refresh token",
    /its refresh token is masked/,
    (tokens) => ({ tokens: { ...tokens, refresh_token: "rt_•••••" } }),
  ],
  [
    "a signature in other letters",
    /its access token has “ä”/,
    (tokens) => ({ tokens: { ...tokens, access_token: `${tokens.access_token}ä` } }),
  ],
  [
    "a personal access token",
    /personal access token/,
    () => ({ auth_mode: "personalAccessToken", tokens: null, personal_access_token: "at-made-up" }),
  ],
  [
    "a personal access token beside empty tokens",
    /personal access token/,
    () => ({ tokens: { access_token: "", refresh_token: "", id_token: "" }, personal_access_token: "at-made-up" }),
  ],
  ["an agent", /identity of an agent/, () => ({ auth_mode: "agentIdentity", agent_identity: { runtime_id: "r" } })],
  ["an agent in another spelling", /identity of an agent/, () => ({ auth_mode: "agent_identity" })],
  ["Bedrock", /Amazon Bedrock/, () => ({ auth_mode: "bedrockApiKey", bedrock_api_key: "made-up" })],
  [
    "a mode that is no text",
    /holds no access token/,
    () => ({ auth_mode: { toString: 1 }, access_token: [{ toString: 1 }] }),
  ],
  ["an entry whose type is no text", /holds no access token/, () => ({ openai: { type: { toString: 1 } } })],
  ["an API key", /holds an API key/, () => ({ auth_mode: "apikey", OPENAI_API_KEY: "sk-made-up", tokens: null })],
  ["a logout", /holds no access token/, () => ({ auth_mode: "chatgpt", OPENAI_API_KEY: null, tokens: null })],
  ["empty texts only", /holds no access token/, () => ({ OPENAI_API_KEY: "", tokens: { access_token: "" } })],
  ["a session of the web page", /web page/, (tokens) => ({ user: {}, expires: "x", accessToken: tokens.access_token })],
  ["OpenCode", /OpenCode/, (tokens) => ({ openai: { type: "oauth", access: tokens.access_token, refresh: "r" } })],
  ["Claude Code", /Claude Code/, () => ({ claudeAiOauth: { accessToken: "made-up" } })],
  ["Google", /sign-in with Google/, () => ({ access_token: "ya29.made-up", refresh_token: "1//x", expiry_date: 1 })],
  ["a client of Google", /GOOGLE_OAUTH_CLIENT_ID/, () => ({ installed: { client_id: "x", client_secret: "y" } })],
  ["a service account", /service account/, () => ({ type: "service_account", private_key: "made-up" })],
  ["a list", /list of sign-ins/, (tokens) => [{ tokens }]],
  ["several accounts", /several accounts/, (tokens) => ({ accounts: [{ tokens }] })],
  ["our own file", /Patchbay itself/, () => ({ version: 1, accounts: [], mac: "x" })],
  ["a workflow", /is a workflow/, () => ({ format: "patchbay/workflow", version: 1 })],
  ["a prototype's name", /holds no access token/, () => JSON.parse('{"constructor": {"tokens": 1}}')],
])("names %s for what it is", async (_, words, make) => {
  const { auth } = await testAuth(issuer);
  const { tokens } = await codexFile();
  const refusal = auth.importCodex(make(tokens));
  await expect(refusal).rejects.toMatchObject({ code: "invalid_request", message: expect.stringMatching(words) });
  await expect(refusal).rejects.not.toThrow(/made-up|eyJ/);
  expect((await auth.status()).accounts).toEqual([]);
});

it("sends nobody to codex login where that cannot help", async () => {
  const { auth } = await testAuth(issuer);
  const refusal = auth.importCodex({ auth_mode: "personalAccessToken", personal_access_token: "at-made-up" });
  await expect(refusal).rejects.toMatchObject({ message: expect.not.stringContaining("codex login") });
});

it("refuses an access token that says nothing of an account when there is no id token", async () => {
  const { auth } = await testAuth(issuer);
  const bare = await new SignJWT({ sub: "s" }).setProtectedHeader({ alg: "HS256" }).sign(new Uint8Array(32));
  await expect(auth.importCodex({ tokens: { access_token: bare } })).rejects.toMatchObject({ code: "invalid_request" });
});
