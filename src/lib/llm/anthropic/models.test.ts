import { describe, expect, test } from "vitest";
import { bundledAnthropicModels } from "./bundledModels";
import { factsByName } from "./modelFacts";
import { parseAnthropicModels } from "./models";

const yes = { supported: true };
const no = { supported: false };
const capabilities = {
  effort: { supported: true, low: yes, medium: yes, high: yes, max: yes, xhigh: null },
  image_input: yes,
  pdf_input: no,
  server_tools: { supported: true, web_search: no, code_execution: yes },
  structured_outputs: yes,
  thinking: { supported: true, types: { adaptive: yes, enabled: no, disabled: no, between_tools: yes } },
};

test("a model has what the list says of it", () => {
  const record = { id: "claude-x", display_name: "X", max_input_tokens: 1_000_000, max_tokens: 128_000, capabilities };
  expect(parseAnthropicModels({ data: [record, { id: "old", lifecycle: "retired" }, null], has_more: false })).toEqual({
    listed: [
      {
        facts: {
          maxTokens: 128_000,
          thinking: "adaptive",
          restWith: "between_tools",
          efforts: ["low", "medium", "high", "max"],
          temperature: false,
          structured: true,
        },
        model: {
          id: "claude-x",
          name: "X",
          contextWindow: 1_000_000,
          input: ["text", "image"],
          reasoningEfforts: ["low", "medium", "high", "max"],
          verbosity: [],
          serviceTiers: [],
          supports: {
            temperature: false,
            maxTokens: true,
            jsonSchema: true,
            webSearch: false,
            images: true,
            tools: true,
            files: false,
            reasoningSummary: true,
          },
        },
      },
    ],
  });
});

test.each([undefined, null, [], {}, { data: {} }, { data: [] }])("no models are found in %j", (body) => {
  expect(parseAnthropicModels(body)).toBeUndefined();
});

describe("without a list a name tells", () => {
  test.each([
    ["claude-haiku-4-5-20251001", "budget", true, []],
    ["claude-sonnet-4-5", "budget", true, []],
    ["claude-opus-4-5", "budget", true, ["low", "medium", "high"]],
    ["claude-3-5-haiku-20241022", "none", true, []],
    ["anthropic/claude-opus-4-6", "adaptive", true, ["low", "medium", "high", "max"]],
    ["claude-opus-4-8", "adaptive", false, ["low", "medium", "high", "xhigh", "max"]],
    ["house/large:7b", "budget", true, []],
    ["claude-fable-5-2", "adaptive", false, ["low", "medium", "high", "xhigh", "max"]],
  ])("how %s is asked", (id, thinking, temperature, efforts) => {
    expect(factsByName(id)).toMatchObject({ thinking, temperature, efforts });
  });
});

test.each([
  ["claude-3-7-sonnet-20250219", false],
  ["claude-opus-4-20250514", false],
  ["claude-opus-4-1-20250805", true],
  ["claude-haiku-4-5", true],
  ["house/large", true],
])("whether decoding of %s can be bound to a schema: %s", (id, structured) => {
  expect(factsByName(id)).toMatchObject({ structured });
});

test("the list that ships with Patchbay follows from the names", () => {
  const supports = Object.fromEntries(bundledAnthropicModels.map((model) => [model.id, model.supports.temperature]));
  expect(supports).toMatchObject({ "claude-sonnet-5-5": false, "claude-haiku-4-5": true });
});
