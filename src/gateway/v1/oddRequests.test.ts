import { describe, expect, it } from "vitest";
import { isAppError } from "@/types/errors";
import { readCompletionRequest } from "./chat/request";
import { readResponseRequest } from "./responses/request";
import { toEncryptedContent } from "./responses/stateItem";
import { pdf, png } from "./testRequests";

/** What stands in the place of what was meant; `String` throws at the last of them. */
const odd: readonly unknown[] = [
  null,
  true,
  7,
  "",
  "x",
  [],
  {},
  [[null]],
  { type: "x" },
  { toString: 1 },
  [{ toString: 1, valueOf: 1 }],
];

const grammar = { type: "grammar", syntax: "lark", definition: "x" };
const schema = { type: "object", properties: { a: { type: "string" } } };

const completion = {
  ...{ model: "m", stream: true, stream_options: { include_usage: true }, n: 1, modalities: ["text"] },
  ...{ metadata: { a: "b" }, reasoning: { effort: "low", summary: "auto" }, web_search_options: {} },
  response_format: { type: "json_schema", json_schema: { name: "x", schema } },
  tools: [
    { type: "function", function: { name: "f", parameters: schema } },
    { type: "custom", custom: { name: "c", format: { type: "grammar", grammar } } },
  ],
  tool_choice: {
    type: "allowed_tools",
    allowed_tools: { mode: "auto", tools: [{ type: "function", function: { name: "f" } }] },
  },
  messages: [
    { role: "system", content: [{ type: "text", text: "Rules" }] },
    {
      role: "user",
      content: [
        { type: "image_url", image_url: { url: png } },
        { type: "file", file: { filename: "a.pdf", file_data: pdf } },
      ],
    },
    { role: "assistant", content: null, tool_calls: [{ id: "1", function: { name: "f", arguments: "{}" } }] },
    { role: "tool", tool_call_id: "1", content: "18" },
    { role: "assistant", tool_calls: [{ id: "2", type: "custom", custom: { name: "c", input: "x" } }] },
    { role: "tool", tool_call_id: "2", content: "done" },
  ],
};

const response = {
  ...{ model: "m", instructions: "Be brief.", include: ["reasoning.encrypted_content"], metadata: { a: "b" } },
  ...{ reasoning: { effort: "low" }, text: { format: { type: "json_schema", name: "x", schema }, verbosity: "low" } },
  tools: [
    { type: "function", name: "f", parameters: schema },
    { type: "namespace", name: "crm", tools: [{ type: "function", name: "find" }, { type: "image_generation" }] },
    { type: "custom", name: "c", format: grammar },
    { type: "tool_search", execution: "client", parameters: schema },
    { type: "web_search" },
  ],
  tool_choice: { type: "allowed_tools", mode: "auto", tools: [{ type: "function", name: "find", namespace: "crm" }] },
  input: [
    { type: "message", role: "user", content: [{ type: "input_file", filename: "a.pdf", file_data: pdf }] },
    { type: "reasoning", summary: [], encrypted_content: toEncryptedContent({ provider: "openai", items: [] }) },
    { type: "function_call", call_id: "1", name: "find", namespace: "crm", arguments: "{}" },
    { type: "function_call_output", call_id: "1", output: [{ type: "input_image", image_url: png }] },
    { type: "custom_tool_call", call_id: "2", name: "c", input: "x" },
    { type: "custom_tool_call_output", call_id: "2", output: "done" },
    { type: "tool_search_call", call_id: "3", execution: "client", arguments: { query: "mail" } },
    { type: "tool_search_output", call_id: "3", tools: [{ type: "function", name: "send" }] },
    { type: "additional_tools", tools: [{ type: "function", name: "read" }] },
  ],
};

/** The value with something else at one of its places, for each of them. */
function* spoilt(value: unknown): Generator<unknown> {
  for (const other of odd) yield other;
  if (typeof value !== "object" || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    for (const other of spoilt(part)) {
      const copy = Array.isArray(value) ? [...value] : { ...value };
      Object.assign(copy, { [name]: other });
      yield copy;
    }
  }
}

describe.each([
  { what: "a completion", whole: completion, read: readCompletionRequest },
  { what: "a response", whole: response, read: readResponseRequest },
])("a request for $what", ({ whole, read }) => {
  it("is read, or refused in words, whatever stands at any of its places", () => {
    expect(() => read(whole)).not.toThrow();
    const bugs = new Set<string>();
    let taken = 0;
    for (const body of spoilt(whole)) {
      try {
        read(body);
        taken += 1;
      } catch (error) {
        if (!isAppError(error)) bugs.add(error instanceof Error ? (error.stack ?? "").slice(0, 400) : String(error));
      }
    }
    expect([...bugs]).toEqual([]);
    expect(taken).toBeGreaterThan(100);
  });
});
