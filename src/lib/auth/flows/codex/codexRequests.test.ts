import { expect, it } from "vitest";
import { parseConfig } from "@/lib/config";
import { planBackend } from "@/lib/llm/openaiResponses/backends";
import { checkAccount } from "./accountsCheck";
import { authorizationUrl, redirectUri } from "./authorizationUrl";
import { exchangeCode } from "./codeExchange";
import { refreshTokens } from "./refresh";
import { revokeRefreshToken } from "./revoke";

/** Expectations are the requests recorded from the client the server knows. */

const settings = parseConfig({}).openaiAuth;

function recorder(answer: () => Response) {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests.push(new Request(input, init));
    return answer();
  };
  const last = () => {
    const request = requests.at(-1);
    if (request === undefined) throw new Error("nothing was sent");
    return request;
  };
  return { context: { settings, fetch }, requests, last };
}

it("asks for authorization with the known parameters in the known order", () => {
  const uri = redirectUri(settings, 1455);
  expect(uri).toBe("http://localhost:1455/auth/callback");
  expect(authorizationUrl(settings, { redirectUri: uri, codeChallenge: "CHALLENGE", state: "STATE" })).toBe(
    "https://auth.openai.com/oauth/authorize?response_type=code&client_id=app_EMoamEEZ73f0CkXaXp7hrann" +
      "&redirect_uri=http%3A%2F%2Flocalhost%3A1455%2Fauth%2Fcallback&code_challenge=CHALLENGE" +
      "&code_challenge_method=S256&state=STATE&scope=openid+profile+email+offline_access" +
      "&id_token_add_organizations=true&codex_cli_simplified_flow=true&originator=codex_cli_rs",
  );
});

it("takes scopes, redirect host and originator from the configuration", () => {
  const own = parseConfig({
    OPENAI_OAUTH_SCOPES: "openid offline_access",
    OPENAI_OAUTH_REDIRECT_HOST: "127.0.0.1",
    OPENAI_OAUTH_ORIGINATOR: "mine",
  }).openaiAuth;
  expect(redirectUri(own, 1457)).toBe("http://127.0.0.1:1457/auth/callback");
  const url = authorizationUrl(own, { redirectUri: "x", codeChallenge: "c", state: "s" });
  expect(url).toContain("&scope=openid+offline_access&");
  expect(url).toMatch(/&originator=mine$/);
});

it("exchanges a code with the known fields in the known order", async () => {
  const { context, last } = recorder(() => Response.json({ id_token: "i", access_token: "a", refresh_token: "r" }));
  const tokens = await exchangeCode(context, { code: "CODE", redirectUri: "http://x/cb", codeVerifier: "VERIFIER" });
  expect(tokens).toEqual({ idToken: "i", accessToken: "a", refreshToken: "r" });
  expect(`${last().method} ${last().url}`).toBe("POST https://auth.openai.com/oauth/token");
  expect(last().headers.get("content-type")).toMatch(/^application\/x-www-form-urlencoded/);
  expect(await last().text()).toBe(
    "grant_type=authorization_code&client_id=app_EMoamEEZ73f0CkXaXp7hrann&code=CODE" +
      "&redirect_uri=http%3A%2F%2Fx%2Fcb&code_verifier=VERIFIER",
  );
});

it("refreshes with a JSON body and the client's headers", async () => {
  const { context, last } = recorder(() => Response.json({ access_token: "a" }));
  expect(await refreshTokens(context, "rt_1", "unauthorized_recovery")).toEqual({ tokens: { accessToken: "a" } });
  expect(`${last().method} ${last().url}`).toBe("POST https://auth.openai.com/oauth/token");
  expect(last().headers.get("content-type")).toBe("application/json");
  expect(last().headers.get("originator")).toBe("codex_cli_rs");
  const { responsesHeaders } = planBackend(settings);
  expect(last().headers.get("user-agent")).toMatch(/^codex_cli_rs\/0\.171\.0 /);
  expect(last().headers.get("user-agent")).toBe(
    responsesHeaders({ bearer: "x" }, { cacheKey: "k", requestId: "r" })["user-agent"],
  );
  expect(await last().text()).toBe(
    '{"client_id":"app_EMoamEEZ73f0CkXaXp7hrann","grant_type":"refresh_token","refresh_reason":"unauthorized_recovery","refresh_token":"rt_1"}',
  );
});

it("revokes a refresh token, and takes a failure calmly", async () => {
  const { context, last } = recorder(() => new Response(null, { status: 200 }));
  expect(await revokeRefreshToken(context, "rt_1")).toBe(true);
  expect(`${last().method} ${last().url}`).toBe("POST https://auth.openai.com/oauth/revoke");
  expect(await last().text()).toBe(
    '{"token":"rt_1","token_type_hint":"refresh_token","client_id":"app_EMoamEEZ73f0CkXaXp7hrann"}',
  );
  expect(await revokeRefreshToken(recorder(() => new Response("", { status: 500 })).context, "rt_1")).toBe(false);
  const unreachable: typeof fetch = () => Promise.reject(new TypeError("fetch failed"));
  expect(await revokeRefreshToken({ settings, fetch: unreachable }, "rt_1")).toBe(false);
});

it("asks accounts/check about the account it signed in to, and about no other", async () => {
  const accounts = [
    { id: "ws-other", workspace_backend_origin: "https://other.chatgpt.com" },
    { id: "ws", workspace_backend_origin: "NO_CONSTRAINT", account_routing_override: "us_cr" },
  ];
  const { context, last } = recorder(() => Response.json({ accounts }));
  expect(await checkAccount(context, "token", "ws")).toEqual({ routingOverride: "us_cr", backendOrigin: null });
  expect(last().url).toBe("https://chatgpt.com/backend-api/wham/accounts/check");
  expect(last().headers.get("authorization")).toBe("Bearer token");
  expect(last().headers.get("chatgpt-account-id")).toBe("ws");
  expect(await checkAccount(context, "token", "ws-missing")).toBeUndefined();
  expect(await checkAccount(recorder(() => new Response("", { status: 404 })).context, "token", "ws")).toBeUndefined();
});
