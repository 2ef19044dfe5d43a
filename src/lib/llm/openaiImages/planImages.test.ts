import { describe, expect, test } from "vitest";
import {
  credentialSource,
  fakeFetch,
  fakeTiming,
  networkError,
  planPayer,
  refusal,
  streamOf,
} from "@/lib/llm/__fixtures__/upstream";
import { planBackend } from "@/lib/llm/openaiResponses/backends";
import type { ModelledImageCall } from "@/lib/llm/provider";
import { createPlanImages } from "./planImages";

const never = new AbortController().signal;
const call: ModelledImageCall = { provider: "openai-auth", model: "gpt-image-2", prompt: "A red square" };
const png = "data:image/png;base64,iVBORw0KGgo=";
const turnId = "01a22292-bfa6-77f1-8053-17081b19b7b3";
const answer = {
  created: 1,
  data: [{ b64_json: "iVBORw0KGgo=" }],
  background: "opaque",
  quality: "medium",
  size: "1024x1024",
  output_format: "png",
  usage: { input_tokens: 9, output_tokens: 100, output_tokens_details: { image_tokens: 100, text_tokens: 0 } },
};

function setUp(...replies: Parameters<typeof fakeFetch>) {
  const upstream = fakeFetch(...replies);
  const clock = fakeTiming();
  const backend = planBackend({
    chatgptBaseUrl: "https://chatgpt.com/backend-api",
    clientVersion: "0.171.0",
    originator: "codex_cli_rs",
  });
  const deps = { fetch: upstream.fetch, timing: clock.timing, idleTimeoutMs: 300_000, newSessionId: () => turnId };
  return { ...upstream, ...clock, images: createPlanImages(backend, deps) };
}

function make(up: ReturnType<typeof setUp>, more: Partial<ModelledImageCall> = {}, signal = never, tries = 0) {
  return up.images.make(
    { ...call, ...more },
    credentialSource(planPayer, { accountId: "acct-1" }, tries).source,
    signal,
  );
}

const failing = (up: ReturnType<typeof setUp>, tries = 0) =>
  make(up, {}, never, tries).catch((error: unknown) => error);

describe("pictures on a plan", () => {
  test("are asked for as the Codex client does, header by header", async () => {
    const up = setUp(Response.json(answer));
    const made = await make(up);
    const [sent] = up.sent;
    expect(sent?.url).toBe("https://chatgpt.com/backend-api/codex/images/generations");
    expect(Object.entries(sent?.headers ?? {})).toEqual([
      ["version", "0.171.0"],
      ["x-codex-image-turn-id", turnId],
      ["authorization", "Bearer token-0"],
      ["chatgpt-account-id", "acct-1"],
      ["content-type", "application/json"],
      ["originator", "codex_cli_rs"],
      ["user-agent", expect.stringMatching(/^codex_cli_rs\/0\.171\.0 /)],
      ["accept", "*/*"],
    ]);
    expect(sent?.init.body).toBe(
      '{"prompt":"A red square","background":"opaque","model":"gpt-image-2","quality":"auto","size":"auto"}',
    );
    expect(made).toMatchObject({
      images: [Buffer.from("iVBORw0KGgo=", "base64")],
      got: { size: "1024x1024", quality: "medium", background: "opaque" },
      usage: { inputTokens: 9, outputTokens: 100, totalTokens: 109 },
    });
  });

  test("are edited from the pictures given, as data URLs in front", async () => {
    const up = setUp(Response.json(answer));
    await make(up, { images: [png], background: "transparent", quality: "high", size: "1536x1024", n: 2 });
    expect(up.sent[0]?.url).toBe("https://chatgpt.com/backend-api/codex/images/edits");
    expect(up.sent[0]?.init.body).toBe(
      `{"images":[{"image_url":"${png}"}],"prompt":"A red square","background":"transparent","model":"gpt-image-2","quality":"high","size":"1536x1024","n":2}`,
    );
  });

  test.each([1, 2, 3, 7])("are read from an answer that comes %i bytes at a time", async (size) => {
    const up = setUp(new Response(streamOf(JSON.stringify(answer), size)));
    expect((await make(up)).images).toEqual([Buffer.from("iVBORw0KGgo=", "base64")]);
  });

  test.each([
    [400, { error: { message: "No.", code: "invalid_value" } }, "upstream_rejected"],
    [403, { detail: "Not allowed." }, "upstream_rejected"],
    [429, { error: { message: "image generation request was rate limited" } }, "rate_limited"],
  ])("are asked for once where the answer is %i", async (status, body, code) => {
    const up = setUp(refusal(status, body));
    expect(await failing(up)).toMatchObject({ code });
    expect(up.sent).toHaveLength(1);
  });

  test("have a limit of their own, which is not the plan's", async () => {
    const body = { error: { message: "image generation request was rate limited" } };
    const error = await failing(setUp(refusal(429, body)));
    expect(error).toMatchObject({
      code: "rate_limited",
      message: expect.stringContaining("apart from all other calls"),
    });
    expect(error).not.toHaveProperty("facts.retryAfterMs");
    expect(await failing(setUp(refusal(429, body, { "retry-after": "20" })))).toMatchObject({
      facts: { retryAfterMs: 20_000 },
    });
  });

  test("meet the plan's limit too, and say until when", async () => {
    const body = { error: { type: "usage_limit_reached", message: "Reached.", resets_at: 1_795_900_000 } };
    expect(await failing(setUp(refusal(429, body)))).toMatchObject({
      code: "usage_limit_reached",
      facts: { isPlanLimit: true, resetsAt: expect.any(String) },
    });
  });

  test("that the safety system refuses say at which stage, and why", async () => {
    const body = {
      error: {
        ...{ message: "Your request was rejected.", code: "moderation_blocked", type: "image_generation_user_error" },
        ...{ moderation_stage: "output", categories: ["sexual", "self_harm"] },
      },
    };
    const error = await failing(setUp(refusal(400, body)));
    expect(error).toMatchObject({
      code: "content_rejected",
      facts: { stage: "output", categories: ["sexual", "self_harm"] },
    });
    expect(String(error)).toContain("the picture that was made (sexual, self harm)");
  });

  test("want a client that is new enough, and say which setting names it", async () => {
    const detail = "The 'gpt-image-2' model requires a newer version of Codex. Please upgrade.";
    expect(await failing(setUp(refusal(400, { detail })))).toMatchObject({
      code: "model_not_available",
      message: expect.stringContaining("CODEX_CLIENT_VERSION"),
    });
  });

  test("are asked for again with a renewed sign-in, and no more than that", async () => {
    const up = setUp(refusal(401, { detail: "expired" }), Response.json(answer));
    expect((await make(up, {}, never, 1)).images).toHaveLength(1);
    expect(up.sent.map(({ headers }) => headers.authorization)).toEqual(["Bearer token-0", "Bearer token-1"]);
    const refused = setUp(refusal(401, { detail: "expired" }));
    expect(await failing(refused)).toMatchObject({ code: "reauth_required" });
    expect(refused.sent).toHaveLength(1);
  });

  test("are asked for again where the server failed or was not reached, not where the connection broke", async () => {
    const failed = setUp(
      refusal(503, { error: { message: "down" } }),
      networkError("ECONNREFUSED"),
      Response.json(answer),
    );
    expect((await make(failed)).images).toHaveLength(1);
    expect(failed.sent).toHaveLength(3);
    const reset = setUp(networkError("ECONNRESET"), Response.json(answer));
    expect(await failing(reset)).toMatchObject({ code: "upstream_unavailable" });
    expect(reset.sent).toHaveLength(1);
    const broken = setUp(
      new Response(streamOf('{"data":[', 100, networkError("UND_ERR_SOCKET"))),
      Response.json(answer),
    );
    expect(await failing(broken)).toMatchObject({ code: "upstream_interrupted" });
    expect(broken.sent).toHaveLength(1);
  });

  test("are waited for as long as the limit says, and given up after it", async () => {
    const up = setUp(
      ({ init }) =>
        new Promise((_, reject) => {
          init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
        }),
    );
    let outcome: unknown;
    const asked = failing(up).then((error) => {
      outcome = error;
    });
    await expect.poll(() => up.waiting.size).toBe(1);
    up.advance(299_000);
    await Promise.resolve();
    expect(outcome).toBeUndefined();
    up.advance(1_000);
    await asked;
    expect(outcome).toMatchObject({ code: "timeout" });
  });

  test("are stopped at the socket with the call, without another try", async () => {
    const stopped = new AbortController();
    const up = setUp(
      ({ init }) =>
        new Promise((_, reject) => {
          init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
        }),
    );
    const asked = make(up, {}, stopped.signal);
    await expect.poll(() => up.sent.length).toBe(1);
    stopped.abort();
    await expect(asked).rejects.toBe(stopped.signal.reason);
    expect(up.sent[0]?.init.signal?.aborted).toBe(true);
    expect(up.sent).toHaveLength(1);
  });

  test.each([
    ["no picture", { created: 1, data: [] }, "upstream_interrupted"],
    ["an address", { data: [{ url: "https://elsewhere.example/a.png" }] }, "upstream_rejected"],
    ["an error in a 200", { error: { code: "moderation_blocked", message: "No." } }, "content_rejected"],
    ["something else", { object: "list" }, "upstream_rejected"],
  ])("that come as %s are told as that", async (_, body, code) => {
    const up = setUp(Response.json(body));
    expect(await failing(up)).toMatchObject({ code });
    expect(up.sent).toHaveLength(1);
  });

  test("are not offered on a free plan, and are on one that is not known", () => {
    const { images } = setUp();
    const offered = (plan?: string) => images.offer({ ...credentialSource(planPayer).source, plan }, undefined);
    expect(offered("free")).toMatchObject({ refusal: { code: "unsupported_option", facts: { action: "add_key" } } });
    for (const plan of [undefined, "plus", "pro"])
      expect(offered(plan)).toMatchObject({ models: [{ id: "gpt-image-2" }] });
  });
});
