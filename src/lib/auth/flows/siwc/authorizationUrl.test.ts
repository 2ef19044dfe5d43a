import { expect, test } from "vitest";
import { type SiwcAuthorization, siwcAuthorizationUrl, siwcRedirectUri } from "./authorizationUrl";
import { DYNAMIC_CLIENT_ID, SCOPES } from "./siwcProtocol";

const request = { redirectUri: siwcRedirectUri(1455), codeChallenge: "C", state: "S" };
const urlOf = (more: Partial<SiwcAuthorization> = {}) => {
  const authorization = { hostId: "host", nonce: "N", client: undefined, consent: false, ...more };
  return new URL(siwcAuthorizationUrl({ endpoint: "https://auth.example.com/authorize", ...authorization }, request));
};
const namesOf = (url: URL) => [...url.searchParams.keys()];

test("the browser comes back to the literal address", () => {
  expect(siwcRedirectUri(1457)).toBe("http://127.0.0.1:1457/auth/callback");
});

test("a first sign-in registers a client, in the order of OpenAI's table", () => {
  const url = urlOf();
  expect(`${url.origin}${url.pathname}`).toBe("https://auth.example.com/authorize");
  expect(namesOf(url)).toEqual([
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
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: DYNAMIC_CLIENT_ID,
    ext_agent_host_id: "host",
    response_type: "code",
    redirect_uri: "http://127.0.0.1:1455/auth/callback",
    scope: SCOPES,
    state: "S",
    nonce: "N",
    code_challenge_method: "S256",
    code_challenge: "C",
  });
});

test("a later one names its client and the person, and asks for consent where it is wanted", () => {
  const url = urlOf({ client: { clientId: "mine", email: "a@example.com" }, consent: true });
  expect(namesOf(url).slice(0, 3)).toEqual(["client_id", "ext_agent_host_id", "login_hint"]);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: "mine",
    login_hint: "a@example.com",
    prompt: "consent",
  });
  expect(namesOf(urlOf({ client: { clientId: "mine", email: null } }))).not.toContain("login_hint");
  expect(namesOf(urlOf())).not.toContain("prompt");
});
