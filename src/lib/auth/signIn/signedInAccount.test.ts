import { describe, expect, it } from "vitest";
import type { IdTokenClaims } from "@/lib/auth/issuer/tokenClaims";
import { type AuthDocument, emptyAuthDocument } from "@/lib/auth/store/authFileSchema";
import { accountRow } from "@/lib/auth/testkit/testRow";
import type { SecretBox } from "@/lib/security/secretBox";
import { freeName, type SignInIntent, storeSignedIn, toMode } from "./signedInAccount";
import type { SharingGrant, SignedIn } from "./signInFlow";

const nowMs = Date.UTC(2026, 10, 21, 14);
const issuer = "https://auth.example.com";
const settings = { issuer, clientId: "codex", scopes: "openid" };

/** Shows what was sealed for whom. */
const box: SecretBox = {
  seal: async (secret, { owner, field }) => `${owner}/${field}:${secret}`,
  open: async (sealed) => sealed,
  keyId: async () => "key",
  mac: async (text) => text,
  macs: async (mac) => [{ keyId: "key", mac }],
  sealAnew: async () => undefined,
};

const claims: IdTokenClaims = {
  sub: "person",
  email: "a@example.com",
  accountId: "workspace",
  userId: null,
  planType: "pro",
  fedramp: false,
  organizationId: "org",
  projectId: "proj",
  organizations: [{ id: "org" }],
};
const tokens = { accessToken: "access", refreshToken: "refresh", idToken: "id" };
const grant: SharingGrant = {
  clientId: "shared",
  scope: "openid model",
  expiresAt: "2026-11-21T15:00:00.000Z",
  earliestRefreshAt: "2026-11-21T14:30:00.000Z",
};
const signedIn = (more: Partial<SignedIn> = {}): SignedIn => ({
  tokens,
  claims,
  isVerified: true,
  routing: undefined,
  workspaceKey: undefined,
  ...more,
});
const anew: SignInIntent = { route: "codex", account: null, name: null };
const store = async (document: AuthDocument, intent: SignInIntent, what: SignedIn) => {
  const id = await storeSignedIn(document, intent, what, { settings, box, nowMs });
  const row = document.accounts.find((account) => account.id === id);
  return row ?? expect.unreachable("no row");
};
const documentWith = (...accounts: AuthDocument["accounts"]): AuthDocument => ({
  ...emptyAuthDocument(),
  accounts,
  default_account_id: accounts[0]?.id ?? null,
});

describe("a sign-in of somebody new", () => {
  it("makes an account of all that the issuer says, its tokens sealed for it", async () => {
    const document = emptyAuthDocument();
    const routing = { routingOverride: "eu", backendOrigin: "https://eu.chatgpt.com" };
    const row = await store(document, { ...anew, name: "Mine" }, signedIn({ routing, isVerified: false }));
    expect(row).toMatchObject({
      name: "Mine",
      route: "codex",
      mode: "chatgpt",
      status: "active",
      issuer,
      client_id: "codex",
      scope: "openid",
      sub: "person",
      account_id: "workspace",
      plan_type: "pro",
      organization_id: "org",
      project_id: "proj",
      id_token_verified: false,
      access_token: `${row.id}/access_token:access`,
      refresh_token: `${row.id}/refresh_token:refresh`,
      id_token: `${row.id}/id_token:id`,
      routing_override: "eu",
      backend_origin: "https://eu.chatgpt.com",
      background_consent: false,
      created_at: "2026-11-21T14:00:00.000Z",
      generation: 1,
    });
    expect(document.default_account_id).toBe(row.id);
    expect(document.registrations).toEqual([]);
  });

  it("leaves other accounts and the default one as they are, and takes a free name", async () => {
    const document = documentWith(accountRow({ id: "x", account_id: "other", name: "ChatGPT" }));
    const row = await store(document, anew, signedIn());
    expect(row.name).toBe("ChatGPT 2");
    expect(document.accounts.map(({ id }) => id)).toEqual(["x", row.id]);
    expect(document.default_account_id).toBe("x");
  });

  it.each([
    [{ account_id: "other" }, {}],
    [{ account_id: null }, {}],
    [{ user_id: "u1" }, {}],
    [{ user_id: "u1" }, { userId: "u2" }],
    [{ route: "siwc" as const }, {}],
  ])("is told from an account with %j", async (row, said) => {
    const document = documentWith(accountRow(row));
    await store(document, anew, signedIn({ claims: { ...claims, ...said } }));
    expect(document.accounts).toHaveLength(2);
  });

  it("that was taken over from another program is not active yet, and its token as old as it says", async () => {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const issuedAt = nowMs / 1000 - 7200;
    const accessToken = `${encode({ alg: "none" })}.${encode({ iat: issuedAt, exp: issuedAt + 3600 })}.x`;
    const imported = signedIn({ tokens: { ...tokens, accessToken }, isImported: true });
    const row = await store(emptyAuthDocument(), anew, imported);
    expect(row).toMatchObject({ status: "created", expires_at: "2026-11-21T13:00:00.000Z" });
  });
});

describe("a sign-in of the same person in the same workspace", () => {
  const before = accountRow({
    mode: "api_key",
    api_key: "sealed key",
    mode_reason: "why",
    proxy_url: "sealed proxy",
    prompt_style: "developer",
    background_consent: true,
    status: "needs_login",
    last_error: { code: "reauth_required", message: "Ended.", at: "2026-11-21T13:00:00Z" },
    generation: 4,
  });

  it("keeps what a person set, and takes over what the issuer says", async () => {
    const document = documentWith(accountRow({ id: "x", account_id: "other" }), before);
    const row = await store(document, anew, signedIn());
    expect(document.accounts.map(({ id }) => id)).toEqual(["x", "a1"]);
    expect(row).toMatchObject({
      name: "Work",
      mode: "api_key",
      api_key: "sealed key",
      mode_reason: "why",
      proxy_url: "sealed proxy",
      prompt_style: "developer",
      background_consent: true,
      created_at: before.created_at,
      updated_at: "2026-11-21T14:00:00.000Z",
      status: "active",
      last_error: null,
      plan_type: "pro",
      generation: 5,
    });
  });

  it("is known by the user id where there is one, and without a workspace where neither has one", async () => {
    const user = documentWith(accountRow({ user_id: "u", sub: "old", account_id: null }));
    await store(user, anew, signedIn({ claims: { ...claims, userId: "u", accountId: null } }));
    expect(user.accounts).toHaveLength(1);
  });

  it("is refused when another account was to be signed in again", async () => {
    const document = documentWith(before, accountRow({ id: "b", name: "Home", account_id: "other" }));
    await expect(store(document, { ...anew, account: "b" }, signedIn())).rejects.toMatchObject({
      code: "account_mismatch",
      message: expect.stringContaining("another person or workspace than “Home”, so nothing was changed."),
      facts: { account: "b" },
    });
    expect(document.accounts[0]).toBe(before);
    await expect(store(document, { ...anew, account: "gone" }, signedIn())).rejects.toMatchObject({
      code: "account_mismatch",
      message: "The account to sign in again was disconnected meanwhile. Connect it anew.",
      facts: { action: "connect" },
    });
  });
});

describe("a sign-in that shares a plan", () => {
  const intent: SignInIntent = { ...anew, route: "siwc" };
  const shared = signedIn({ sharing: grant });

  it("brings its own client, scope and times, and is remembered", async () => {
    const document = emptyAuthDocument();
    const row = await store(document, intent, shared);
    expect(row).toMatchObject({
      route: "siwc",
      client_id: "shared",
      scope: "openid model",
      expires_at: grant.expiresAt,
      earliest_refresh_at: grant.earliestRefreshAt,
    });
    expect(document.registrations).toMatchObject([
      { issuer, client_id: "shared", sub: "person", account: row.id, name: "ChatGPT", email: "a@example.com" },
    ]);
  });

  it("is of the account with the same client, issuer and person", async () => {
    const own = { route: "siwc", client_id: "shared" } as const;
    const document = documentWith(accountRow({ id: "x" }), accountRow(own));
    expect((await store(document, intent, shared)).id).toBe("a1");
    for (const other of [{ client_id: "another" }, { issuer: "https://else.example.com" }, { sub: "somebody" }]) {
      const elsewhere = documentWith(accountRow({ ...own, ...other }));
      await store(elsewhere, intent, shared);
      expect(elsewhere.accounts, JSON.stringify(other)).toHaveLength(2);
    }
  });

  it("brings back what was disconnected: its id, its name and the consent", async () => {
    const document = emptyAuthDocument();
    const first = await store(document, { ...intent, name: "Plan" }, shared);
    first.background_consent = true;
    Object.assign(document.registrations[0] ?? {}, { background_consent: true });
    document.accounts = [];
    expect(await store(document, intent, shared)).toMatchObject({
      id: first.id,
      name: "Plan",
      background_consent: true,
      generation: 1,
    });
  });

  it("is refused with the registration of another person", async () => {
    const document = emptyAuthDocument();
    await store(document, { ...intent, name: "Plan" }, shared);
    document.accounts = [];
    const other = signedIn({ sharing: grant, claims: { ...claims, sub: "somebody" } });
    await expect(store(document, intent, other)).rejects.toMatchObject({
      code: "account_mismatch",
      message: expect.stringContaining("than “Plan”"),
    });
  });
});

describe("who pays", () => {
  it("is the key that was asked for, else the plan, with the reason", async () => {
    expect(await toMode(box, { id: "a1" }, undefined)).toEqual({});
    expect(await toMode(box, { id: "a1" }, { reason: "No key." })).toEqual({ mode_reason: "No key." });
    expect(await toMode(box, { id: "a1" }, { key: "sk" })).toEqual({
      mode: "api_key",
      api_key: "a1/api_key:sk",
      mode_reason: null,
    });
  });
});

it("a free name is the first that nobody has", () => {
  const named = (...names: string[]) => documentWith(...names.map((name) => accountRow({ name })));
  expect(freeName(named(), "ChatGPT")).toBe("ChatGPT");
  expect(freeName(named("ChatGPT", "ChatGPT 3", "ChatGPT 2"), "ChatGPT")).toBe("ChatGPT 4");
});
