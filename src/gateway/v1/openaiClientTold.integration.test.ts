import { type APIError, AuthenticationError, BadRequestError, NotFoundError, RateLimitError } from "openai";
import { describe, expect, it } from "vitest";
import { doorBench } from "./testDoor";

/** What the official client is told beside an answer, and in the place of one. */

const bench = doorBench();
const hi = [{ role: "user" as const, content: "Tell me about rivers" }];

describe("who pays, and what is told beside", () => {
  it("stands in the headers, streamed or not", async () => {
    const { openai, account } = await bench.open();
    const create = (more: object) =>
      openai()
        .chat.completions.create({ model: "openai-auth/gpt-5.5", messages: hi, temperature: 0.5, seed: 1, ...more })
        .asResponse();
    for (const stream of [false, true]) {
      const response = await create({ stream });
      await response.text();
      expect(response.headers.get("x-patchbay-payer")).toContain(`account;provider="openai-auth";id="${account}"`);
      expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      const notice = response.headers.get("x-patchbay-notice");
      expect(notice).toContain(`parameter_dropped;message="\\"seed\\" was left out: it is not supported here."`);
      expect(notice).toContain('setting_left_out;message="Temperature is not supported');
    }
  });

  it("says that a model tells nothing of its reasoning, and answers", async () => {
    const { openai } = await bench.open();
    const response = await openai()
      .responses.create({ model: "compatible/llama3.2:3b", input: "Hi", reasoning: { summary: "auto" } })
      .asResponse();
    expect(response.status).toBe(200);
    expect(response.headers.get("x-patchbay-notice")).toContain('parameter_dropped;message="\\"reasoning.summary\\"');
  });

  it("is held to as few tokens as there can be where a client only wants to know whether it answers", async () => {
    const { openai } = await bench.open();
    const asked = openai().chat.completions.create({ model: "openai/gpt-5.5", messages: hi, max_tokens: 1 });
    const { data, response } = await asked.withResponse();
    expect(data.choices[0]?.finish_reason).toBe("length");
    expect(response.headers.get("x-patchbay-notice")).toContain("limit_raised");
  });

  it("is chosen by a header, and by nobody else's name", async () => {
    const { openai, account } = await bench.open();
    const ask = (id: string) =>
      openai({ defaultHeaders: { "x-patchbay-account": id } })
        .chat.completions.create({ model: "gpt-5.5", messages: hi })
        .asResponse();
    expect((await ask(account)).headers.get("x-patchbay-payer")).toContain(account);
    expect((await ask("openai")).headers.get("x-patchbay-payer")).toContain('key;provider="openai"');
    await expect(ask("nobody")).rejects.toMatchObject({ status: 403 });
  });

  it("a late notice stands in the stream, where the client does not stumble over it", async () => {
    const { openai } = await bench.open();
    const asked = {
      model: "openai/gpt-5.5",
      input: "Hi [no-search]",
      tools: [{ type: "web_search" as const }],
      tool_choice: { type: "web_search" as never },
    };
    const response = await openai()
      .responses.create({ ...asked, stream: true })
      .asResponse();
    expect(await response.text()).toContain(": x-patchbay-notice: search_not_used;message=");
    const read = await openai().responses.stream(asked).finalResponse();
    expect(read.status).toBe("completed");
  });
});

describe("failures", () => {
  const fail = async (openai: Awaited<ReturnType<typeof bench.open>>["openai"], content: string, more: object = {}) =>
    openai()
      .chat.completions.create({ model: "openai-auth/gpt-5.5", messages: [{ role: "user", content }], ...more })
      .then(
        () => expect.unreachable("it was answered"),
        (error: APIError) => error,
      );

  it("are the classes that the client has for them", async () => {
    const { openai } = await bench.open();
    const wrongKey = await openai({ apiKey: "pb_wrong" })
      .chat.completions.create({ model: "gpt-5.5", messages: hi })
      .catch((error: unknown) => error);
    expect(wrongKey).toBeInstanceOf(AuthenticationError);
    expect(wrongKey).toMatchObject({ code: "invalid_api_key" });
    const unknown = await fail(openai, "Hi", { model: "openai/nope" });
    expect(unknown).toBeInstanceOf(NotFoundError);
    expect(unknown).toMatchObject({ code: "model_not_found", param: "model" });
    const many = await fail(openai, "Hi", { n: 2 });
    expect(many).toBeInstanceOf(BadRequestError);
    expect(many).toMatchObject({ param: "n" });
    await expect(
      openai().responses.create({ model: "gpt-5.5", input: "x", previous_response_id: "resp_1" }),
    ).rejects.toMatchObject({ status: 400, param: "previous_response_id" });
  });

  it("a body that is packed is told as such, not as bad JSON", async () => {
    const { openai } = await bench.open();
    const packed = openai({ defaultHeaders: { "content-encoding": "gzip" } });
    const told = { status: 415, type: "invalid_request_error", message: expect.stringContaining("gzip") };
    await expect(packed.responses.create({ model: "gpt-5.5", input: "Hi" })).rejects.toMatchObject(told);
    await expect(packed.chat.completions.create({ model: "gpt-5.5", messages: hi })).rejects.toMatchObject(told);
  });

  it("a usage limit says when it ends, and is not tried again", async () => {
    const { openai } = await bench.open();
    const before = bench.simulator.requests.length;
    const error = await openai({ maxRetries: 3 })
      .chat.completions.create({
        model: "openai-auth/gpt-5.5",
        messages: [{ role: "user", content: "Hi [usage-limit:3600]" }],
        stream: true,
      })
      .catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ code: "insufficient_quota", type: "usage_limit_reached" });
    expect((error as APIError).error).toMatchObject({ resets_at: expect.any(Number) });
    const asked = bench.simulator.requests.slice(before).filter(({ path }) => path.endsWith("/responses"));
    expect(asked).toHaveLength(1);
  });

  it("one in the middle of a stream throws at the client, in both protocols", async () => {
    const { openai } = await bench.open();
    const content = "Tell me about rivers [context-length]";
    const chat = openai().chat.completions.stream({
      model: "openai/gpt-5.5",
      messages: [{ role: "user", content }],
    });
    await expect(chat.finalContent()).rejects.toMatchObject({ code: "context_length_exceeded" });
    const response = openai().responses.stream({ model: "openai/gpt-5.5", input: content });
    await expect(response.finalResponse()).rejects.toMatchObject({ code: "context_length_exceeded" });
  });

  it("a client that leaves stops what answers", async () => {
    const { openai, services } = await bench.open();
    const stream = await openai().chat.completions.create({
      model: "openai/gpt-5.5",
      messages: [{ role: "user", content: "Tell me about rivers [stall]" }],
      stream: true,
    });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    await expect.poll(() => services.limits.places().length ?? 0).toBe(0);
  });
});
