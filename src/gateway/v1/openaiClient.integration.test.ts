import { zodResponseFormat, zodTextFormat } from "openai/helpers/zod";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { pdf } from "@/lib/worker/documents/testDocuments";
import { doorBench } from "./testDoor";

/** The official client, as programs use it, against the whole server. */

const bench = doorBench();
const hi = [{ role: "user" as const, content: "Tell me about rivers" }];
const png =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
const minutes = `data:application/pdf;base64,${Buffer.from(pdf([["Minutes of the owl society"]])).toString("base64")}`;
const weather = {
  name: "weather",
  description: "The weather of a city",
  parameters: {
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  },
};
const person = z.object({ name: z.string(), age: z.number() });

const models = [
  "openai-auth/gpt-6.2-sol",
  "openai/gpt-5.5",
  "anthropic/claude-sonnet-5-5",
  "google/gemini-3.1-pro-preview",
  "compatible/llama3.2:3b",
];

describe.each(models)("on %s", (model) => {
  it("chat answers whole and streamed, and says what it took", async () => {
    const openai = (await bench.open()).openai();
    const whole = await openai.chat.completions.create({ model, messages: hi });
    expect(whole).toMatchObject({ object: "chat.completion", model, choices: [{ finish_reason: "stop" }] });
    expect(whole.choices[0]?.message.content).toContain("rivers");
    expect(whole.usage?.total_tokens).toBeGreaterThan(0);

    const options = { model, messages: hi, stream_options: { include_usage: true } };
    const streamed = await openai.chat.completions.stream(options).finalChatCompletion();
    expect(streamed.choices[0]?.message.content).toContain("rivers");
    expect(streamed.usage?.total_tokens).toBeGreaterThan(0);
  });

  it("responses answer whole and streamed", async () => {
    const openai = (await bench.open()).openai();
    const whole = await openai.responses.create({ model, input: "Tell me about rivers", instructions: "Be kind." });
    expect(whole).toMatchObject({ status: "completed", model, output_text: expect.stringContaining("rivers") });
    const stream = openai.responses.stream({ model, input: "Tell me about rivers" });
    const deltas: string[] = [];
    stream.on("response.output_text.delta", ({ delta }) => deltas.push(delta));
    const streamed = await stream.finalResponse();
    expect(streamed.output_text).toContain("rivers");
    expect(deltas.join("")).toBe(streamed.output_text);
    expect(streamed.usage?.total_tokens).toBeGreaterThan(0);
  });

  it("chat calls tools until it has its answer", async () => {
    const openai = (await bench.open()).openai();
    const asked: unknown[] = [];
    const runner = openai.chat.completions.runTools({
      model,
      messages: [{ role: "user", content: 'Warm? [call:weather {"city":"Bern"}] [call:weather {"city":"Oslo"}]' }],
      tools: [
        {
          type: "function",
          function: {
            ...weather,
            parse: JSON.parse,
            function: ({ city }: { city: string }) => {
              asked.push(city);
              return `18 degrees in ${city}`;
            },
          },
        },
      ],
    });
    expect(await runner.finalContent()).toContain("18 degrees in");
    expect(asked).toEqual(["Bern", "Oslo"]);
  });

  it("responses call tools, streamed, and take their results", async () => {
    const openai = (await bench.open()).openai();
    const tools = [{ type: "function" as const, strict: true, ...weather }];
    const first = await openai.responses
      .stream({ model, tools, input: 'Warm? [call:weather {"city":"Bern"}]' })
      .finalResponse();
    const call = first.output.find((item) => item.type === "function_call");
    expect(call).toMatchObject({ name: "weather", arguments: '{"city":"Bern"}' });
    const second = await openai.responses.create({
      model,
      tools,
      input: [
        { role: "user", content: 'Warm? [call:weather {"city":"Bern"}]' },
        ...first.output.filter((item) => item.type === "message" || item.type === "function_call"),
        { type: "function_call_output", call_id: call?.call_id ?? "", output: "18 degrees" },
      ],
    });
    expect(second.output_text).toContain("18 degrees");
  });

  it("answers by a schema, parsed by the client", async () => {
    const openai = (await bench.open()).openai();
    const chat = await openai.chat.completions.parse({
      model,
      messages: hi,
      response_format: zodResponseFormat(person, "person"),
    });
    expect(chat.choices[0]?.message.parsed).toEqual({ name: expect.any(String), age: expect.any(Number) });
    const response = await openai.responses.parse({
      model,
      input: "Who?",
      text: { format: zodTextFormat(person, "person") },
    });
    expect(response.output_parsed).toEqual({ name: expect.any(String), age: expect.any(Number) });
  });
});

it.each(models)("a custom tool is one to the client, also streamed, on %s", async (model) => {
  const openai = (await bench.open()).openai();
  const asked = {
    model,
    tools: [{ type: "custom" as const, name: "patch", description: "Patches a file" }],
    input: 'Write it. [call:patch {"input":"*** Begin"}]',
  };
  const call = { type: "custom_tool_call", name: "patch", input: "*** Begin" };
  expect((await openai.responses.stream(asked).finalResponse()).output).toContainEqual(expect.objectContaining(call));
  expect((await openai.responses.create(asked)).output).toContainEqual(expect.objectContaining(call));
});

describe("what a message carries", () => {
  it("pictures and files arrive", async () => {
    const openai = (await bench.open()).openai();
    const model = "openai/gpt-5.5";
    const chat = await openai.chat.completions.create({
      model,
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Sum it up." },
            { type: "image_url", image_url: { url: png } },
            { type: "file", file: { filename: "minutes.pdf", file_data: minutes } },
          ],
        },
      ],
    });
    expect(chat.choices[0]?.message.content).toContain("is a PDF of 1 page");
    const response = await openai.responses.create({
      model,
      input: [
        {
          role: "user",
          content: [
            { type: "input_text", text: "Sum it up." },
            { type: "input_image", image_url: png, detail: "auto" },
            { type: "input_file", filename: "minutes.pdf", file_data: minutes },
          ],
        },
      ],
    });
    expect(response.output_text).toContain("is a PDF of 1 page");
  });

  it.each(models.slice(0, 4))(
    "pictures of earlier messages and of results stay where they were, on %s",
    async (model) => {
      const openai = (await bench.open()).openai();
      const image = { type: "input_image" as const, image_url: png, detail: "auto" as const };
      const response = await openai.responses.create({
        model,
        tools: [{ type: "function", strict: true, ...weather }],
        input: [
          { role: "user", content: [{ type: "input_text", text: "What is it?" }, image] },
          { role: "assistant", content: "A square." },
          { role: "user", content: "Look at the weather of Bern" },
          { type: "function_call", call_id: "call_1", name: "weather", arguments: '{"city":"Bern"}' },
          { type: "function_call_output", call_id: "call_1", output: [{ type: "input_text", text: "18" }, image] },
        ],
      });
      expect(response.output_text).toMatch(/1 × 1 pixels/);
    },
  );

  it("a search comes with its sources", async () => {
    const openai = (await bench.open()).openai();
    const model = "openai/gpt-5.5";
    const input = "What is new? [search:2]";
    const response = await openai.responses.stream({ model, input, tools: [{ type: "web_search" }] }).finalResponse();
    const [message] = response.output.filter((item) => item.type === "message");
    const [part] = message?.content ?? [];
    expect(part).toMatchObject({ annotations: [{ type: "url_citation", url: expect.stringMatching(/^http/) }, {}] });
    const chat = await openai.chat.completions.create({
      model,
      messages: [{ role: "user", content: input }],
      web_search_options: {},
    });
    expect(chat.choices[0]?.message.annotations).toMatchObject([{ type: "url_citation" }, {}]);
  });

  it("reasoning comes back encrypted to a client that keeps it, and is taken back", async () => {
    const { openai } = await bench.open();
    const asked = {
      model: "openai/gpt-5.5",
      include: ["reasoning.encrypted_content" as const],
      reasoning: { effort: "high" as const, summary: "auto" as const },
      tools: [{ type: "function" as const, strict: true, ...weather }],
    };
    const question = { role: "user" as const, content: 'Warm? [call:weather {"city":"Bern"}]' };
    const first = await openai()
      .responses.stream({ ...asked, input: [question] })
      .finalResponse();
    const kept = first.output.filter((item) => item.type === "reasoning" && item.encrypted_content);
    expect(kept).toHaveLength(1);
    const call = first.output.find((item) => item.type === "function_call");
    const result = { type: "function_call_output" as const, call_id: call?.call_id ?? "", output: "18 degrees" };
    const input = [question, ...JSON.parse(JSON.stringify(first.output)), result];
    const answerOf = async (model: string) => {
      const response = await openai()
        .responses.create({ ...asked, model, input })
        .asResponse();
      expect(await response.text()).toContain("18 degrees");
      return response.headers.get("x-patchbay-notice");
    };
    expect(await answerOf("openai/gpt-5.5")).toBeNull();
    // What one model has thought, another cannot read: so it was there.
    expect(await answerOf("openai/gpt-6-sol")).toContain("reasoning_dropped");
  });
});
