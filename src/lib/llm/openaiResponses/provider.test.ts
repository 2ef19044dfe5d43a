import { expect, test } from "vitest";
import { credentialSource, drain, keyPayer, planPayer, refusal, sse } from "@/lib/llm/__fixtures__/upstream";
import { answer, call, never, run, setUp } from "@/lib/llm/openaiResponses/__fixtures__/providers";

test("a plan is asked at its own address with the headers of its client, in their order", async () => {
  const up = setUp([sse(answer)]);
  const { source } = credentialSource(planPayer, { accountId: "acct-1", routingOverride: "us_cr", fedramp: true });
  await run(up, source);
  expect(up.sent[0]?.url).toBe("https://chatgpt.com/backend-api/codex/responses");
  expect(Object.keys(up.sent[0]?.headers ?? {})).toEqual([
    "version",
    "x-openai-account-routing-override",
    "x-client-request-id",
    "session-id",
    "thread-id",
    "accept",
    "content-type",
    "authorization",
    "chatgpt-account-id",
    "x-openai-fedramp",
    "originator",
    "user-agent",
  ]);
  expect(up.sent[0]?.headers).toMatchObject({
    authorization: "Bearer token-0",
    "chatgpt-account-id": "acct-1",
    "session-id": up.sent[0]?.body.prompt_cache_key,
    originator: "codex_cli_rs",
  });
  expect(up.sent[0]?.init.redirect).toBe("manual");
});

test("a key is asked at the platform, for its organization and project, without a plan's headers", async () => {
  const up = setUp([sse(answer)]);
  const { source } = credentialSource(keyPayer, { organization: "org-x", project: "proj_x" });
  const { items } = await drain(up.key.stream({ ...call, provider: "openai" }, source, never));
  expect(items.at(-1)).toMatchObject({ type: "end", finishReason: "stop" });
  expect(up.sent[0]?.url).toBe("https://api.openai.com/v1/responses");
  expect(up.sent[0]?.headers).toMatchObject({ "openai-organization": "org-x", "openai-project": "proj_x" });
  expect(up.sent[0]?.headers).not.toHaveProperty("originator");
});

test("a key that was entered for an address of its own is used there alone", async () => {
  const up = setUp([sse(answer), Response.json({ data: [{ id: "gpt-5.5" }] })]);
  const { source } = credentialSource(keyPayer, { baseUrl: "https://gateway.example/openai" });
  await drain(up.key.stream({ ...call, provider: "openai" }, source, never));
  await up.key.listModels(source, never);
  expect(up.sent.map(({ url }) => url)).toEqual([
    "https://gateway.example/openai/responses",
    "https://gateway.example/openai/models",
  ]);
});

test("a residency workspace is asked at its own origin", async () => {
  const up = setUp([sse(answer)]);
  await run(up, credentialSource(planPayer, { backendOrigin: "https://eu.chatgpt.com" }).source);
  expect(up.sent[0]?.url).toBe("https://eu.chatgpt.com/backend-api/codex/responses");
});

test.each([
  "http://chatgpt.com",
  "https://chatgpt.com.evil.test",
  "https://notopenai.com",
  "https://a:b@chatgpt.com",
  "https://chatgpt.com:8443",
  "x",
])("nothing is sent to %s, whoever names it", async (backendOrigin) => {
  const up = setUp([sse(answer)]);
  const { error } = await run(up, credentialSource(planPayer, { backendOrigin }).source);
  expect(error).toMatchObject({ code: "upstream_rejected" });
  expect(up.sent).toEqual([]);
});

test("instructions that are refused become a developer message, once, and that is remembered", async () => {
  const up = setUp([refusal(400, { detail: "Instructions are not valid" }), sse(answer)]);
  const { source, remembered } = credentialSource(planPayer);
  const { items } = await run(up, source);
  expect(items.at(-1)).toMatchObject({ type: "end" });
  expect(up.sent[0]?.body).toHaveProperty("instructions");
  expect(up.sent[1]?.body).not.toHaveProperty("instructions");
  expect(up.sent[1]?.body.input).toMatchObject([{ role: "developer" }, { role: "user" }]);
  expect(remembered).toEqual(["developer"]);
});

test("what is remembered is used first, and a complaint turns it around once", async () => {
  const up = setUp([refusal(400, { detail: "Instructions are required" })]);
  const { source, remembered } = credentialSource(planPayer, { promptStyle: "developer" });
  const { error } = await run(up, source);
  expect(up.sent.map(({ body }) => "instructions" in body)).toEqual([false, true]);
  expect(error).toMatchObject({ code: "upstream_rejected", facts: { upstreamMessage: "Instructions are required" } });
  expect(remembered).toEqual([]);
});

test("a style that is fixed by configuration is never turned around", async () => {
  const up = setUp([refusal(400, { detail: "Instructions are required" })], { promptStyle: "developer" });
  await run(up, credentialSource(planPayer, { promptStyle: "instructions" }).source);
  expect(up.sent.map(({ body }) => "instructions" in body)).toEqual([false]);
});
