import { UnsecuredJWT } from "jose";
import { expect, it } from "vitest";
import { expiryOf, readIdTokenClaims } from "./tokenClaims";

const token = (claims: Record<string, unknown>) => new UnsecuredJWT(claims).encode();
const AUTH = "https://api.openai.com/auth";

it("reads the ChatGPT account from the claims", () => {
  const claims = readIdTokenClaims(
    token({
      sub: "s",
      "https://api.openai.com/profile": { email: "ada@example.com" },
      [AUTH]: {
        chatgpt_account_id: "ws",
        user_id: "u",
        chatgpt_plan_type: "a-plan-of-tomorrow",
        chatgpt_account_is_fedramp: true,
        organizations: [{ id: "org-1", title: "Personal", role: "owner" }],
        organization_id: "org-1",
      },
    }),
  );
  expect(claims).toEqual({
    sub: "s",
    email: "ada@example.com",
    accountId: "ws",
    userId: "u",
    planType: "a-plan-of-tomorrow",
    organizationId: "org-1",
    projectId: null,
    fedramp: true,
    organizations: [{ id: "org-1", title: "Personal" }],
  });
});

it("never takes an organization's id for the workspace", () => {
  const claims = readIdTokenClaims(
    token({ sub: "s", [AUTH]: { organizations: [{ id: "org-1" }], organization_id: "org-1" } }),
  );
  expect(claims?.accountId).toBeNull();
});

it("reads a claim of an unexpected type as absent", () => {
  const odd = token({ sub: "s", email: 5, [AUTH]: { chatgpt_account_id: 7, organizations: "none" } });
  expect(readIdTokenClaims(odd)).toMatchObject({ email: null, accountId: null, organizations: [] });
  expect(readIdTokenClaims(token({ sub: "s", [AUTH]: "odd" }))).toMatchObject({ accountId: null });
});

it("reads nothing from what is no id token", () => {
  for (const text of ["", "x.y.z", token({ email: "no subject" })]) expect(readIdTokenClaims(text)).toBeUndefined();
});

it("finds the end of a token, and believes only likely ones", () => {
  const nowMs = 1_800_000_000_000;
  const now = nowMs / 1000;
  expect(expiryOf(token({ exp: now + 3600 }), nowMs)).toBe(nowMs + 3_600_000);
  expect(expiryOf(token({ iat: now - 7200, exp: now - 3600 }), nowMs)).toBe(nowMs + 3_600_000);
  for (const claims of [
    {},
    { exp: "soon" },
    { exp: now - 1 },
    { exp: now - 10, iat: now },
    { exp: 0, iat: 0 },
    { exp: now * 1000 },
  ]) {
    expect(expiryOf(token(claims), nowMs)).toBeUndefined();
  }
  expect(expiryOf("opaque", nowMs)).toBeUndefined();
});
