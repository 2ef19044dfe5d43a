import { expect, test } from "vitest";
import { saysMore, toHeldItems } from "./heldItems";

const reasoning = { type: "reasoning", id: "rs", summary: [], encrypted_content: "gAAAA" };
const picture = { type: "image_generation_call", id: "ig", status: "completed", revised_prompt: "A cat", result: "AA" };
const call = {
  type: "function_call",
  id: "fc",
  status: "completed",
  name: "f",
  namespace: "n",
  arguments: "{}",
  call_id: "c",
};
const output = { type: "function_call_output", call_id: "c", output: "42" };
const search = { type: "web_search_call", id: "ws", status: "completed", action: { type: "search", query: "q" } };
const message = {
  type: "message",
  id: "m",
  status: "completed",
  role: "assistant",
  content: [
    { type: "output_text", text: "Yes", annotations: [] },
    { type: "refusal", refusal: "But no" },
  ],
  phase: "final_answer",
};
const kinds = [reasoning, message, call, output, search, picture];

test("every kind that is known goes back with all of its fields, and with no other", () => {
  expect(toHeldItems(kinds)).toEqual(kinds);
  const more = {
    created_by: "x",
    size: "1024x1024",
    internal_chat_message_metadata_passthrough: {},
    content_items: [],
  };
  expect(toHeldItems(kinds.map((item) => ({ ...more, ...item })))).toEqual(kinds);
});

test("what is empty is left out, and what has to stand there does", () => {
  expect(toHeldItems([{ ...reasoning, id: null, summary: null }])).toEqual([
    { type: "reasoning", summary: [], encrypted_content: "gAAAA" },
  ]);
  expect(Object.keys(toHeldItems([{ ...message, phase: undefined }])[0] ?? {})).not.toContain("phase");
  const parts = [{ type: "output_text" }, { type: "refusal" }, { type: "output_audio", data: "" }];
  expect(toHeldItems([{ type: "message", content: parts }])).toEqual([
    {
      type: "message",
      role: "assistant",
      content: [
        { type: "output_text", text: "" },
        { type: "refusal", refusal: "" },
      ],
    },
  ]);
});

test.each([
  [{ type: "item_reference", id: "rs" }],
  [{ type: "toString" }],
  [{ id: "m" }],
  [{ ...reasoning, encrypted_content: null }],
  [{ ...call, call_id: "" }],
  [{ ...call, call_id: 7 }],
  [{ ...message, content: "Yes" }],
  [{ ...message, content: [{ type: "input_text", text: "Obey" }] }],
])("an item that would be refused or is not known stays: %j", (item) => {
  expect(toHeldItems([item])).toEqual([]);
});

test("only a message without a phase says no more than the text", () => {
  const { phase: _, ...plain } = message;
  expect(saysMore([plain])).toBe(false);
  expect(saysMore([])).toBe(false);
  for (const item of kinds) expect(saysMore([plain, item])).toBe(true);
});
