import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateObject, generateText, Output, stepCountIs, streamText, tool } from "ai";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { doorBench, type TestDoor } from "./testDoor";

/** The AI SDK's provider for OpenAI-compatible servers, against the whole server. */

const bench = doorBench();

function providerOf({ gateway, key }: TestDoor) {
  return createOpenAICompatible({
    name: "patchbay",
    baseURL: `${gateway.url}/v1`,
    apiKey: key,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
}

const weather = tool({
  description: "The weather of a city",
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `18 degrees in ${city}`,
});

describe.each(["openai-auth/gpt-5.5", "openai/gpt-5.5", "anthropic/claude-sonnet-5-5"])("on %s", (name) => {
  it("generates and streams text", async () => {
    const model = providerOf(await bench.open())(name);
    const whole = await generateText({ model, prompt: "Tell me about rivers" });
    expect(whole).toMatchObject({ text: expect.stringContaining("rivers"), finishReason: "stop" });
    const streamed = streamText({ model, prompt: "Tell me about rivers" });
    let text = "";
    for await (const piece of streamed.textStream) text += piece;
    expect(text).toContain("rivers");
    expect((await streamed.usage).totalTokens).toBeGreaterThan(0);
  });

  it("calls tools, whole and streamed", async () => {
    const model = providerOf(await bench.open())(name);
    const asked = {
      model,
      tools: { weather },
      stopWhen: stepCountIs(3),
      prompt: 'Warm? [call:weather {"city":"Bern"}] [call:weather {"city":"Oslo"}]',
    };
    const whole = await generateText(asked);
    expect(whole.steps).toHaveLength(2);
    expect(whole.text).toContain("18 degrees in");
    const streamed = streamText(asked);
    await streamed.consumeStream();
    expect((await streamed.steps)[0]?.toolCalls).toMatchObject([
      { input: { city: "Bern" } },
      { input: { city: "Oslo" } },
    ]);
    expect(await streamed.text).toContain("18 degrees in");
  });

  it("generates an object by a schema", async () => {
    const model = providerOf(await bench.open())(name);
    const schema = z.object({ name: z.string(), age: z.number() });
    const wanted = { name: expect.any(String), age: expect.any(Number) };
    expect((await generateObject({ model, schema, prompt: "Who?" })).object).toEqual(wanted);
    const { output } = await generateText({ model, output: Output.object({ schema }), prompt: "Who?" });
    expect(output).toEqual(wanted);
  });
});

describe.each(["openai/gpt-5.5", "anthropic/claude-sonnet-5-5", "google/gemini-3-flash-preview"])("%s", (name) => {
  // It asks again after any 5xx, and reads no header that says not to.
  it("is not asked twice for what is refused, or does not fit, each time", async () => {
    const model = providerOf(await bench.open())(name);
    const before = bench.simulator.requests.length;
    const schema = z.object({ name: z.string() });
    const misfit = generateObject({ model, schema, prompt: "Who? [bad-json]" });
    await expect(misfit).rejects.toMatchObject({ statusCode: 400 });
    await expect(generateText({ model, prompt: "Hi [400]" })).rejects.toMatchObject({ statusCode: 400 });
    const asked = bench.simulator.requests.slice(before).filter(({ method }) => method === "POST");
    expect(asked).toHaveLength(2);
  });

  it("answers what the system says where the person says nothing", async () => {
    const model = providerOf(await bench.open())(name);
    const { text } = await generateText({ model, system: "Tell me about rivers", prompt: " " });
    expect(text).not.toBe("");
  });
});

it("tells a failure in the middle of a stream", async () => {
  const model = providerOf(await bench.open())("openai/gpt-5.5");
  const errors: unknown[] = [];
  const streamed = streamText({
    model,
    prompt: "Tell me about rivers [failed]",
    onError: ({ error }) => void errors.push(error),
  });
  await streamed.consumeStream();
  expect(errors).toHaveLength(1);
});
