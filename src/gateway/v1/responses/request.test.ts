import { describe, expect, it } from "vitest";
import { faultAt, pdf, png } from "@/gateway/v1/testRequests";
import { readResponseRequest } from "./request";
import { toEncryptedContent } from "./stateItem";

const read = (more: object) => readResponseRequest({ model: "openai/gpt-5.5", input: "Hi", ...more });
const messagesOf = (input: unknown) => read({ input }).call.messages;
const faultOf = (more: object) => faultAt(() => read(more));

describe("a request for a response", () => {
  it("is a call with the settings that it names", () => {
    const asked = read({
      instructions: "Be brief.",
      max_output_tokens: 50,
      temperature: 0.2,
      reasoning: { effort: "high", summary: "auto" },
      text: { verbosity: "low", format: { type: "json_schema", name: "n", schema: { type: "object" }, strict: true } },
      parallel_tool_calls: false,
      service_tier: "priority",
      prompt_cache_key: "talk-1",
      include: ["reasoning.encrypted_content"],
      metadata: { city: "Bern" },
      store: false,
      stream: true,
      top_p: 1,
      truncation: null,
    });
    expect(asked).toMatchObject({
      ...{ model: "openai/gpt-5.5", isStreamed: true, withState: true, conversation: "talk-1", notices: [] },
      echo: { instructions: "Be brief.", store: false, metadata: { city: "Bern" }, temperature: 0.2 },
    });
    expect(asked.call).toEqual({
      messages: [{ role: "user", content: "Hi" }],
      system: "Be brief.",
      maxTokens: 50,
      temperature: 0.2,
      reasoningEffort: "high",
      reasoningSummary: true,
      verbosity: "low",
      jsonSchema: { type: "object" },
      serviceTier: "priority",
      parallelToolCalls: false,
      metadata: { city: "Bern" },
    });
  });

  it("takes what the Codex CLI sends", () => {
    const item = (role: string, text: string) => ({
      ...{ type: "message", id: "msg_1", role, content: [{ type: "input_text", text }] },
    });
    const { call, notices } = read({
      stream: true,
      input: [item("developer", "Rules"), item("user", "<environment_context>"), item("user", "hi")],
      tools: [
        { type: "function", name: "exec_command", description: "Runs", strict: false, parameters: { type: "object" } },
        { type: "custom", name: "apply_patch", description: "Patches", format: { type: "grammar" } },
        { type: "tool_search", execution: "client", description: "Finds", parameters: { type: "object" } },
        { type: "web_search", external_web_access: false, search_content_types: ["text", "image"] },
      ],
      tool_choice: "auto",
      parallel_tool_calls: true,
      reasoning: { effort: "medium" },
      store: false,
      include: ["reasoning.encrypted_content"],
      prompt_cache_key: "01a22292",
      text: { verbosity: "low" },
      client_metadata: { turn_id: "1" },
    });
    expect(call.messages.map(({ role }) => role)).toEqual(["system", "user", "user"]);
    expect(call.tools?.map(({ name }) => name)).toEqual(["exec_command", "apply_patch", "tool_search"]);
    expect(call).toMatchObject({ webSearch: true, verbosity: "low", reasoningEffort: "medium" });
    expect(notices.map(({ message }) => message)).toEqual([
      '"client_metadata" was left out: it is not supported here.',
    ]);
  });

  it("tells what has no effect here, each once, and nothing of what would change nothing", () => {
    const { notices } = read({ top_p: 0.5, store: true, user: "u", include: ["message.output_text.logprobs"], n: 1 });
    expect(notices.map(({ message }) => message)).toEqual([
      '"top_p" was left out: it is not supported here.',
      '"store" was left out: Patchbay keeps no answers to be fetched later.',
      '"user" was left out: it is not supported here.',
      '"include: message.output_text.logprobs" was left out: it is not supported here.',
    ]);
  });

  it.each([
    [{ previous_response_id: "resp_1" }, "previous_response_id", "unsupported_parameter"],
    [{ conversation: "conv_1" }, "conversation", "unsupported_parameter"],
    [{ background: true }, "background", "unsupported_parameter"],
    [{ prompt: { id: "pmpt_1" } }, "prompt", "unsupported_parameter"],
    [{ input: undefined }, "input", "invalid_value"],
    [{ input: [] }, "input", "invalid_value"],
    [{ model: 5 }, "model", "invalid_value"],
    [{ temperature: 3 }, "temperature", "invalid_value"],
    [{ text: { format: { type: "xml" } } }, "text.format.type", "unsupported_value"],
    [{ input: [{ type: "item_reference", id: "msg_1" }] }, "input[0]", "unsupported_value"],
    [{ input: [{ type: "dream" }] }, "input[0].type", "unsupported_value"],
    [
      { input: [{ role: "user", content: [{ type: "input_audio" }] }] },
      "input[0].content[0].type",
      "unsupported_value",
    ],
    [
      { input: [{ role: "user", content: [{ type: "input_image", image_url: "https://a.example/x.png" }] }] },
      "input[0].content[0].image_url",
      "unsupported_value",
    ],
    [
      { input: [{ role: "user", content: [{ type: "input_file", file_id: "file_1" }] }] },
      "input[0].content[0]",
      "unsupported_value",
    ],
    [
      { input: [{ role: "assistant", content: [{ type: "input_image", image_url: png }] }] },
      "input[0].content[0].image_url",
      "unsupported_value",
    ],
    [{ input: [{ type: "function_call", call_id: "c", arguments: "{}" }] }, "input[0].name", "invalid_value"],
    [{ tools: [{ type: "function", name: "a b" }] }, "tools[0].name", "invalid_value"],
    [{ tool_choice: { type: "file_search" } }, "tool_choice", "unsupported_value"],
  ])("%j is refused at %s", (more, param, fault) => {
    expect(faultOf(more)).toMatchObject({ code: "invalid_request", facts: { param, fault } });
  });
});

describe("the conversation", () => {
  it("keeps the order of its items; those of one answer stand in one message", () => {
    const state = { provider: "openai", items: [] };
    expect(
      messagesOf([
        { type: "message", role: "developer", content: [{ type: "input_text", text: "Rules" }] },
        { role: "user", content: "Is it warmer in Bern or in Oslo?" },
        { type: "reasoning", summary: [], encrypted_content: toEncryptedContent(state) },
        { type: "message", role: "assistant", content: [{ type: "output_text", text: "I look." }] },
        { type: "function_call", call_id: "c1", name: "weather", arguments: '{"city":"Bern"}' },
        { type: "custom_tool_call", call_id: "c2", name: "patch", input: "*** Begin" },
        { type: "function_call_output", call_id: "c1", output: "18" },
        { type: "custom_tool_call_output", call_id: "c2", output: [{ type: "input_text", text: "Done" }] },
        { type: "reasoning", summary: [], encrypted_content: "of somebody else" },
        { type: "function_call", call_id: "c3", name: "find", namespace: "crm", arguments: "{}" },
        { type: "function_call_output", call_id: "c3", output: { found: 1 } },
        { type: "message", role: "assistant", content: "Bern." },
      ]),
    ).toEqual([
      { role: "system", content: "Rules" },
      { role: "user", content: "Is it warmer in Bern or in Oslo?" },
      {
        role: "assistant",
        content: "I look.",
        toolCalls: [
          { id: "c1", name: "weather", arguments: '{"city":"Bern"}' },
          { id: "c2", name: "patch", arguments: '{"input":"*** Begin"}' },
        ],
        state,
      },
      { role: "tool", toolCallId: "c1", content: "18" },
      { role: "tool", toolCallId: "c2", content: "Done" },
      { role: "assistant", content: "", toolCalls: [{ id: "c3", name: "crm__find", arguments: "{}" }] },
      { role: "tool", toolCallId: "c3", content: '{"found":1}' },
      { role: "assistant", content: "Bern." },
    ]);
  });

  it("leaves out what OpenAI's servers did, and says so", () => {
    const { call, notices } = read({
      input: [
        { role: "user", content: "a" },
        { type: "web_search_call", id: "w" },
      ],
    });
    expect(call.messages).toEqual([{ role: "user", content: "a" }]);
    expect(notices).toMatchObject([{ message: expect.stringContaining('"input: web_search_call" was left out') }]);
  });

  it("leaves pictures and files with what they came with", () => {
    const { call } = read({
      input: [
        {
          role: "user",
          content: [
            { type: "input_image", image_url: png },
            { type: "input_text", text: "What is it?" },
          ],
        },
        { role: "assistant", content: "A cat." },
        {
          role: "user",
          content: [
            { type: "input_text", text: "And these?" },
            { type: "input_image", image_url: png },
            { type: "input_file", filename: "a.pdf", file_data: pdf },
            { type: "input_file", filename: "b.csv", file_data: "data:text/csv;base64,YSxi" },
          ],
        },
        { type: "function_call", call_id: "c", name: "view_image", arguments: "{}" },
        { type: "function_call_output", call_id: "c", output: [{ type: "input_image", image_url: png }] },
      ],
    });
    expect(call.images).toEqual([png, png, png]);
    expect(call.files).toEqual([{ name: "a.pdf", dataUrl: pdf }]);
    expect(call.messages).toMatchObject([
      { content: "What is it?", attached: { images: 1, files: 0 } },
      { content: "A cat." },
      { content: "And these?\n\n[b.csv]\na,b", attached: { images: 1, files: 1 } },
      { role: "assistant" },
      { content: "", attached: { images: 1, files: 0 } },
    ]);
  });
});

describe("tools", () => {
  it("of all kinds that a client runs are functions; those of OpenAI's servers are left out and told", () => {
    const { call, notices, tools } = read({
      tools: [
        { type: "function", name: "weather", description: "d", parameters: { type: "object" }, strict: false },
        {
          type: "custom",
          name: "patch",
          description: "Patches.",
          format: { type: "grammar", syntax: "lark", definition: "start: x" },
        },
        { type: "namespace", name: "crm", tools: [{ type: "function", name: "find" }] },
        { type: "tool_search", execution: "client", description: "Finds tools", parameters: { type: "object" } },
        { type: "web_search", external_web_access: false },
        { type: "code_interpreter", container: { type: "auto" } },
      ],
      tool_choice: "auto",
    });
    expect(call.tools).toMatchObject([
      { name: "weather", description: "d", strict: false },
      { name: "patch", description: "Patches.\n\nThe input must follow this lark grammar:\nstart: x" },
      { name: "crm__find", parameters: { type: "object", properties: {} } },
      { name: "tool_search" },
    ]);
    expect(call).toMatchObject({ webSearch: true, toolChoice: "auto" });
    expect(notices.map(({ message }) => message)).toEqual([
      `"tools: code_interpreter" was left out: it is a tool of OpenAI's own servers.`,
    ]);
    expect(tools.known("crm__find")).toEqual({ kind: "function", name: "find", namespace: "crm" });
  });

  it("stand in an item of the input where the Codex CLI has them for its newest models", () => {
    const exec = { type: "custom", name: "exec", description: "x".repeat(30_000), format: { type: "text" } };
    const { call, tools } = read({
      input: [
        {
          ...{ type: "additional_tools", role: "developer" },
          tools: [
            { type: "namespace", name: "functions", tools: [exec] },
            { type: "namespace", name: "clock", tools: [{ type: "function", name: "sleep" }] },
          ],
        },
        { role: "user", content: "Go" },
        { type: "custom_tool_call", call_id: "c", name: "exec", namespace: "functions", input: "text(1)" },
        { type: "custom_tool_call_output", call_id: "c", output: "1" },
      ],
    });
    expect(call.tools?.map(({ name }) => name)).toEqual(["exec", "clock__sleep"]);
    expect(call.messages[1]).toMatchObject({ toolCalls: [{ name: "exec", arguments: '{"input":"text(1)"}' }] });
    expect(tools.known("exec")).toEqual({ kind: "custom", name: "exec", namespace: "functions" });
    expect(tools.isPlain()).toBe(false);
  });

  it("that a client found on the way are offered from then on", () => {
    const found = [{ type: "namespace", name: "mail", tools: [{ type: "function", name: "send" }] }];
    const { call } = read({
      input: [
        { role: "user", content: "Write to Ada" },
        { type: "tool_search_call", call_id: "s", execution: "client", arguments: { query: "mail" } },
        { type: "tool_search_output", call_id: "s", execution: "client", tools: found },
        { type: "tool_search_call", call_id: "t", execution: "client", arguments: { query: "mail" } },
        { type: "tool_search_output", call_id: "t", execution: "client", tools: found },
      ],
    });
    expect(call.tools?.map(({ name }) => name)).toEqual(["mail__send"]);
    expect(call.messages[1]).toMatchObject({ toolCalls: [{ id: "s", name: "tool_search" }] });
    expect(call.messages[2]).toMatchObject({ role: "tool", content: JSON.stringify(found) });
  });

  it.each([
    ["none", { toolChoice: "none" }],
    [{ type: "function", name: "a" }, { toolChoice: { name: "a" } }],
    [{ type: "web_search" }, { webSearch: { required: true } }],
    [
      { type: "allowed_tools", mode: "required", tools: [{ type: "function", name: "b" }] },
      { toolChoice: "required", tools: [{ name: "b" }] },
    ],
  ])("are chosen by %j", (tool_choice, wanted) => {
    const tools = ["a", "b"].map((name) => ({ type: "function", name }));
    expect(read({ tools, tool_choice }).call).toMatchObject(wanted);
  });
});
