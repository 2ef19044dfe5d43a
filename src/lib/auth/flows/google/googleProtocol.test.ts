import { describe, expect, it } from "vitest";
import { parseConfig } from "@/lib/config";
import { googleAuthorizationUrl } from "./authorizationUrl";
import { isGoogleAddress, missingScopes, requireClient } from "./googleProtocol";

const plain = parseConfig({}).googleAuth;
const settings = {
  ...plain,
  client: { id: "client", secret: "secret" },
  scopes: "openid https://g.test/a https://g.test/b",
};

describe("the addresses that Google's discovery may name", () => {
  it.each(["https://oauth2.googleapis.com/token", "https://www.googleapis.com/oauth2/v3/certs"])("may be %s", (url) => {
    expect(isGoogleAddress(new URL(url))).toBe(true);
  });

  it.each([
    "http://oauth2.googleapis.com/",
    "https://googleapis.com/",
    "https://evilgoogleapis.com/",
    "https://x.googleapis.com.evil.test/",
  ])("may not be %s", (url) => expect(isGoogleAddress(new URL(url))).toBe(false));
});

describe("the person's registration at Google", () => {
  it("is named where it is missing, with what to do", () => {
    expect(requireClient(settings)).toEqual({ id: "client", secret: "secret" });
    expect(() => requireClient({ ...settings, client: undefined })).toThrow(
      expect.objectContaining({
        code: "auth_required",
        message: "Add a Google API key, or set GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET to sign in.",
        facts: { action: "add_key", provider: "google" },
      }),
    );
  });
});

it("scopes that were not granted are named, but for those of the identity, which have other names then", () => {
  expect(missingScopes(settings, "https://g.test/b email")).toEqual(["https://g.test/a"]);
  expect(missingScopes(settings, "https://g.test/a https://g.test/b")).toEqual([]);
});

describe("the address of Google's sign-in", () => {
  const parametersOf = (more: object = {}) => {
    const request = {
      endpoint: "https://accounts.google.com/o/oauth2/v2/auth",
      redirectUri: "http://localhost:3000/api/auth/google/callback",
      state: "S",
      nonce: "N",
      codeChallenge: "C",
      email: null,
      needsConsent: false,
      ...more,
    };
    const url = new URL(googleAuthorizationUrl(settings, request));
    expect(`${url.origin}${url.pathname}`).toBe("https://accounts.google.com/o/oauth2/v2/auth");
    return Object.fromEntries(url.searchParams);
  };

  it("asks for a code with PKCE, and for tokens that can be renewed", () => {
    expect(parametersOf()).toEqual({
      response_type: "code",
      client_id: "client",
      redirect_uri: "http://localhost:3000/api/auth/google/callback",
      scope: settings.scopes,
      state: "S",
      nonce: "N",
      code_challenge: "C",
      code_challenge_method: "S256",
      access_type: "offline",
      include_granted_scopes: "true",
    });
  });

  it("names who is to sign in again, and asks for consent where a refresh token is wanted", () => {
    expect(parametersOf({ email: "a@example.com", needsConsent: true })).toMatchObject({
      login_hint: "a@example.com",
      prompt: "consent",
    });
  });
});
