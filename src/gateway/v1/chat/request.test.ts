import { describe, expect, it } from "vitest";
import { faultAt, pdf, png } from "@/gateway/v1/testRequests";
import { readCompletionRequest } from "./request";

const hi = [{ role: "user", content: "Hi" }];

const read = (more: object) => readCompletionRequest({ model: "gpt-5.5", messages: hi, ...more });
const faultOf = (more: object) => faultAt(() => read(more));

describe("a request for a completion", () => {
  it("is a call with the settings that it names", () => {
    const asked = read({
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 10,
      max_completion_tokens: 20,
      temperature: 1,
      reasoning_effort: "low",
      verbosity: "high",
      web_search_options: {},
      response_format: { type: "json_schema", json_schema: { name: "n", schema: { type: "object" } } },
      service_tier: "auto",
      tools: null,
      n: 1,
    });
    expect(asked).toMatchObject({ model: "gpt-5.5", isStreamed: true, includeUsage: true, notices: [] });
    expect(asked.call).toEqual({
      messages: hi,
      maxTokens: 20,
      temperature: 1,
      reasoningEffort: "low",
      verbosity: "high",
      webSearch: true,
      jsonSchema: { type: "object" },
    });
  });

  it.each([
    [{ type: "text" }, undefined],
    [{ type: "json_object" }, { type: "object" }],
  ])("with the format %j", (response_format, jsonSchema) => {
    expect(read({ response_format }).call.jsonSchema).toEqual(jsonSchema);
  });

  it("tells what has no effect here, and nothing of what would change nothing", () => {
    const { notices } = read({
      seed: 1,
      stop: ["x"],
      logit_bias: {},
      presence_penalty: 0,
      logprobs: false,
      stop_: null,
    });
    expect(notices.map(({ message }) => message)).toEqual([
      '"seed" was left out: it is not supported here.',
      '"stop" was left out: it is not supported here.',
    ]);
  });

  it.each([
    [{ n: 2 }, "n", "unsupported_value"],
    [{ modalities: ["text", "audio"] }, "modalities", "unsupported_value"],
    [{ functions: [] }, "functions", "unsupported_parameter"],
    [{ messages: [] }, "messages", "invalid_value"],
    [{ messages: "Hi" }, "messages", "invalid_value"],
    [{ messages: [{ role: "robot", content: "" }] }, "messages[0].role", "unsupported_value"],
    [{ messages: [{ role: "tool", content: "" }] }, "messages[0].tool_call_id", "invalid_value"],
    [
      { messages: [{ role: "user", content: [{ type: "input_audio" }] }] },
      "messages[0].content[0].type",
      "unsupported_value",
    ],
    [
      { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "http://a.example" } }] }] },
      "messages[0].content[0].image_url",
      "unsupported_value",
    ],
    [
      {
        messages: [
          { role: "user", content: [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }] },
        ],
      },
      "messages[0].content[0].image_url",
      undefined,
    ],
    [{ tools: [{ type: "web_search" }] }, "tools[0].type", "unsupported_value"],
    [{ tools: [{ type: "function", function: { name: "" } }] }, "tools[0].function.name", "invalid_value"],
    [{ max_tokens: 0 }, "max_tokens", "invalid_value"],
    [{ response_format: { type: "json_schema" } }, "response_format.schema", "invalid_value"],
  ])("%j is refused at %s", (more, param, fault) => {
    expect(faultOf(more)).toMatchObject({ code: "invalid_request", facts: { param, ...(fault && { fault }) } });
  });
});

it("reads every kind of message", () => {
  const call = { id: "c1", type: "function", function: { name: "weather", arguments: "{}" } };
  const custom = { id: "c2", type: "custom", custom: { name: "patch", input: "*** Begin" } };
  expect(
    read({
      messages: [
        { role: "system", content: "One" },
        { role: "developer", content: [{ type: "text", text: "Two" }] },
        {
          role: "user",
          content: [
            { type: "text", text: "a" },
            { type: "text", text: "b" },
          ],
        },
        { role: "assistant", content: null, tool_calls: [call, custom], reasoning_content: "Hm" },
        { role: "tool", tool_call_id: "c1", content: "18" },
        { role: "tool", tool_call_id: "c2", content: [{ type: "text", text: "ok" }] },
        { role: "assistant", content: [{ type: "refusal", refusal: "No." }], tool_calls: null },
      ],
    }).call.messages,
  ).toEqual([
    { role: "system", content: "One" },
    { role: "system", content: "Two" },
    { role: "user", content: "a\n\nb" },
    {
      role: "assistant",
      content: "",
      toolCalls: [
        { id: "c1", name: "weather", arguments: "{}" },
        { id: "c2", name: "patch", arguments: '{"input":"*** Begin"}' },
      ],
    },
    { role: "tool", toolCallId: "c1", content: "18" },
    { role: "tool", toolCallId: "c2", content: "ok" },
    { role: "assistant", content: "No." },
  ]);
});

it("takes pictures and files of the last message, the file also as bare base64", () => {
  const { call } = read({
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: "Look" },
          { type: "image_url", image_url: { url: png, detail: "high" } },
          { type: "file", file: { filename: "a.pdf", file_data: pdf } },
          { type: "file", file: { file_data: pdf.split(",")[1] } },
        ],
      },
    ],
  });
  expect(call).toMatchObject({
    messages: [{ role: "user", content: "Look", attached: { images: 1, files: 2 } }],
    images: [png],
    files: [
      { name: "a.pdf", dataUrl: pdf },
      { name: "file.pdf", dataUrl: pdf },
    ],
  });
});

describe("tools", () => {
  const tools = [
    { type: "function", function: { name: "a", parameters: { type: "object" }, strict: true } },
    {
      type: "custom",
      custom: { name: "b", format: { type: "grammar", grammar: { syntax: "regex", definition: "x+" } } },
    },
  ];

  it("are functions and free texts", () => {
    const asked = read({ tools, parallel_tool_calls: false });
    expect(asked.call.tools).toMatchObject([
      { name: "a", strict: true },
      { name: "b", description: "The input must follow this regex grammar:\nx+" },
    ]);
    expect(asked.call.parallelToolCalls).toBe(false);
    expect(asked.tools.known("b").kind).toBe("custom");
  });

  it.each([
    ["required", { toolChoice: "required" }],
    [{ type: "function", function: { name: "a" } }, { toolChoice: { name: "a" } }],
    [{ type: "custom", custom: { name: "b" } }, { toolChoice: { name: "b" } }],
    [
      { type: "allowed_tools", allowed_tools: { mode: "auto", tools: [tools[0]] } },
      { toolChoice: "auto", tools: [{ name: "a" }] },
    ],
  ])("are chosen by %j", (tool_choice, wanted) => {
    expect(read({ tools, tool_choice }).call).toMatchObject(wanted);
  });

  it.each([
    [{ tools, tool_choice: { type: "function", function: { name: "c" } } }, "there is no tool “c” among the tools"],
    [{ tool_choice: { type: "function", function: { name: "a" } } }, "there is no tool “a” among the tools"],
    [{ tool_choice: "required" }, "none is offered"],
    [
      {
        tools,
        tool_choice: {
          type: "allowed_tools",
          allowed_tools: { mode: "required", tools: [{ function: { name: "c" } }] },
        },
      },
      "none is offered",
    ],
  ])("are refused where none of them is what %j wants", (more, words) => {
    const facts = { param: "tool_choice", fault: "invalid_value" };
    expect(faultOf(more)).toMatchObject({ message: expect.stringContaining(words), facts });
  });

  it("need not be there where none has to be chosen", () => {
    for (const tool_choice of ["auto", "none"]) expect(read({ tool_choice }).call.toolChoice).toBeUndefined();
  });
});
