import { beforeEach, describe, expect, it } from "vitest";
import type { Auth } from "@/lib/auth/auth";
import { signIn, testAuth } from "@/lib/auth/testkit/testAuth";
import { ada, createTestIssuer, type Person, type TestIssuer, workspacePerson } from "@/lib/auth/testkit/testIssuer";
import { mayHaveApiKey } from "./workspacePlan";

const MINUTE_MS = 60_000;

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

const keyRequests = () => issuer.tokenBodies.filter((body) => body.includes("openai-api-key"));
const account = async (auth: Auth) => (await auth.status()).accounts[0];

/** The token exchange, or the try of the key, ends like this. */
function answerKeyRequest(end: () => Response, at: "exchange" | "try" = "exchange") {
  issuer.intercept = (path, body) => {
    if (at === "try") return path === "/v1/models" ? end() : undefined;
    return path === "/oauth/token" && body.includes("openai-api-key") ? end() : undefined;
  };
}

describe("a workspace's account", () => {
  it("is paid through an API key that was tried, with its organization and project", async () => {
    const answer = issuer.fetch;
    let tried: Headers | undefined;
    issuer.fetch = (input, init) => {
      if (String(input).endsWith("/v1/models")) tried = new Headers(init?.headers);
      return answer(input, init);
    };
    const { auth } = await testAuth(issuer);
    await signIn(auth, issuer, { person: workspacePerson });
    const source = await auth.credentials("openai-auth");
    expect(source.payer.mode).toBe("api_key");
    const credential = await source.get();
    expect(credential).toEqual({
      bearer: expect.stringMatching(/^sk-/),
      organization: "org-work",
      project: "proj-work",
    });
    expect(tried?.get("authorization")).toBe(`Bearer ${credential.bearer}`);
    expect([tried?.get("openai-organization"), tried?.get("openai-project")]).toEqual(["org-work", "proj-work"]);
    expect(await account(auth)).toMatchObject({ mode: "api_key", modes: ["chatgpt", "api_key"] });
  });

  it("asks for the key with the fields that the Codex client sends", async () => {
    const { auth } = await testAuth(issuer);
    await signIn(auth, issuer, { person: workspacePerson });
    const [body = ""] = keyRequests();
    expect([...new URLSearchParams(body).keys()]).toEqual([
      "grant_type",
      "client_id",
      "requested_token",
      "subject_token",
      "subject_token_type",
    ]);
    expect(new URLSearchParams(body).get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:token-exchange");
    expect(new URLSearchParams(body).get("subject_token")?.split(".")).toHaveLength(3);
  });

  it.each<[string, () => Response, "exchange" | "try", RegExp]>([
    ["no key is given", () => Response.json({ error: "invalid_grant" }, { status: 400 }), "exchange", /invalid_grant/],
    ["the answer holds no key", () => Response.json({ access_token: "eyJ0" }), "exchange", /no API key/],
    ["the key does not work", () => new Response("", { status: 401 }), "try", /does not work \(401\)/],
    [
      "the issuer cannot be reached",
      () => {
        throw new TypeError("fetch failed");
      },
      "exchange",
      /could not be asked/,
    ],
  ])("is paid by the plan when %s, and says why", async (_, end, at, reason) => {
    const { auth } = await testAuth(issuer);
    answerKeyRequest(end, at);
    await signIn(auth, issuer, { person: workspacePerson });
    expect(await account(auth)).toMatchObject({
      mode: "chatgpt",
      status: "active",
      modeReason: expect.stringMatching(reason),
    });
    expect(await (await auth.credentials("openai-auth")).get()).toMatchObject({ accountId: "ws-work" });
  });

  it.each<[string, Person, number]>([
    ["auto", workspacePerson, 1],
    ["auto", ada, 0],
    ["auto", { ...workspacePerson, plan: "plan-of-tomorrow" }, 1],
    ["auto", { ...workspacePerson, plan: "plan-of-tomorrow", projectId: undefined }, 0],
    ["chatgpt", workspacePerson, 0],
    ["api_key", ada, 1],
  ])("in mode %s asks as its plan says", async (mode, person, requests) => {
    const { auth } = await testAuth(issuer, { OPENAI_AUTH_WORKSPACE_MODE: mode });
    await signIn(auth, issuer, { person });
    expect(keyRequests()).toHaveLength(requests);
    expect(await account(auth)).toMatchObject({ mode: requests === 1 ? "api_key" : "chatgpt" });
  });

  it("that OpenAI refuses the key of never falls back to the plan", async () => {
    const { auth } = await testAuth(issuer);
    await signIn(auth, issuer, { person: workspacePerson });
    const source = await auth.credentials("openai-auth");
    await expect(source.refused(401)).rejects.toMatchObject({ code: "reauth_required" });
    expect(await source.refused(429)).toBe(false);
    expect((await (await auth.credentials("openai-auth")).get()).bearer).toMatch(/^sk-/);
  });
});

describe("who pays", () => {
  it("does not change by signing in again", async () => {
    const { auth } = await testAuth(issuer);
    const id = await signIn(auth, issuer, { person: workspacePerson });
    await auth.edit(id, { mode: "chatgpt" });
    expect(await signIn(auth, issuer, { person: workspacePerson, account: id })).toBe(id);
    expect(await account(auth)).toMatchObject({ mode: "chatgpt" });
    expect(keyRequests()).toHaveLength(1);
  });

  it("stays the key when signing in again brings no new one", async () => {
    const { auth } = await testAuth(issuer);
    const id = await signIn(auth, issuer, { person: workspacePerson });
    const { bearer } = await (await auth.credentials("openai-auth")).get();
    answerKeyRequest(() => new Response("", { status: 500 }));
    await signIn(auth, issuer, { person: workspacePerson, account: id });
    expect(await account(auth)).toMatchObject({ mode: "api_key", modeReason: expect.any(String) });
    expect((await (await auth.credentials("openai-auth")).get()).bearer).toBe(bearer);
  });

  it("is changed by a person, and a key that is there is used again", async () => {
    const { auth } = await testAuth(issuer);
    const id = await signIn(auth, issuer, { person: workspacePerson });
    const { bearer } = await (await auth.credentials("openai-auth")).get();
    expect(await auth.edit(id, { mode: "chatgpt" })).toMatchObject({ mode: "chatgpt" });
    expect(await (await auth.credentials("openai-auth")).get()).toMatchObject({ accountId: "ws-work" });
    expect(await auth.edit(id, { mode: "api_key" })).toMatchObject({ mode: "api_key" });
    expect((await (await auth.credentials("openai-auth")).get()).bearer).toBe(bearer);
    expect(keyRequests()).toHaveLength(1);
  });

  it("is asked of OpenAI with a fresh id token when a person wants a key later", async () => {
    const { auth, clock } = await testAuth(issuer, { OPENAI_AUTH_WORKSPACE_MODE: "chatgpt" });
    const id = await signIn(auth, issuer, { person: workspacePerson });
    clock.nowMs += 61 * MINUTE_MS;
    expect(await auth.edit(id, { mode: "api_key" })).toMatchObject({ mode: "api_key" });
    expect(issuer.tokenBodies.filter((body) => body.includes("refresh_token"))).toHaveLength(1);
  });

  it("stays the plan when a person wants a key and there is none", async () => {
    const { auth } = await testAuth(issuer, { OPENAI_AUTH_WORKSPACE_MODE: "chatgpt" });
    const id = await signIn(auth, issuer, { person: workspacePerson });
    answerKeyRequest(() => Response.json({ error: "invalid_grant" }, { status: 400 }));
    await expect(auth.edit(id, { mode: "api_key" })).rejects.toMatchObject({ code: "upstream_rejected" });
    expect(await account(auth)).toMatchObject({
      mode: "chatgpt",
      modeReason: expect.stringContaining("invalid_grant"),
    });
  });
});

it("tells plans of workspaces from those of persons, and judges new ones by what they name", () => {
  const named = { organizationId: "org", projectId: "proj" };
  const unnamed = { organizationId: null, projectId: null };
  const workspace = ["team", "business", "self_serve_business_prolite", "enterprise", "ent26", "hc", "edu", "edu_plus"];
  expect(workspace.filter((plan) => !mayHaveApiKey(plan, unnamed))).toEqual([]);
  const personal = ["free", "go", "plus", "pro", "prolite", "promax", "Plus"];
  expect(personal.filter((plan) => mayHaveApiKey(plan, named))).toEqual([]);
  expect(mayHaveApiKey("sci_plus", named)).toBe(true);
  expect(mayHaveApiKey("sci_plus", unnamed)).toBe(false);
  expect(mayHaveApiKey(null, named)).toBe(true);
});
