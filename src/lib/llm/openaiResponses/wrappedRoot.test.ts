import { expect, test } from "vitest";
import { credentialSource, drain, keyPayer, refusal, sse } from "@/lib/llm/__fixtures__/upstream";
import type { ProviderEvent } from "@/lib/llm/provider";
import { call, never, setUp } from "./__fixtures__/providers";
import { toSentSchema } from "./wrappedRoot";

const { source } = credentialSource(keyPayer);
const list = { type: "array", items: { type: "string" } };

/** What becomes of an answer that comes in pieces of `size`, for a schema with a list at its root. */
async function answered(text: string, size: number) {
  const deltas = Array.from({ length: Math.ceil(text.length / size) }, (_, index) => ({
    type: "response.output_text.delta",
    delta: text.slice(index * size, (index + 1) * size),
  }));
  const end = { type: "response.completed", response: { output: [] } };
  const up = setUp([sse([...deltas, end].map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""))]);
  const { items } = await drain<ProviderEvent>(up.key.stream({ ...call, jsonSchema: list }, source, never));
  const shown = items.map((item) => (item.type === "text-delta" ? item.text : "")).join("");
  const last = items.at(-1);
  return { shown, text: last?.type === "end" ? last.text : undefined, sent: up.sent[0]?.body };
}

test.each([1, 2, 7, 1000])("a list is asked for in an object and taken out again, in pieces of %i", async (size) => {
  for (const [text, expected] of [
    ['{"answer":["a","b"]}', '["a","b"]'],
    ['\n{ "answer" :\n [{"a": {}} ] }\n', '[{"a": {}} ]'],
    ['{"answer":[]', "[]"],
    ['["bare", "}"]', '["bare", "}"]'],
    ['{"other":{"answer":1}}', '{"other":{"answer":1}}'],
    ['{"answ', '{"answ'],
    ['```json\n{"answer": ["a"]}\n```\n', '["a"]'],
    ['```json\n["a"]\n```', '```json\n["a"]\n```'],
    ['{"answer":["}"]} and more', '["}"]} and more'],
  ] as const) {
    expect(await answered(text, size)).toMatchObject({ shown: expected, text: expected });
  }
});

test("the schema that is sent is one of an object, strictly where it can be", async () => {
  const { sent } = await answered('{"answer":[]}', 5);
  expect(sent).toMatchObject({
    text: {
      format: {
        strict: true,
        schema: { type: "object", properties: { answer: list }, required: ["answer"], additionalProperties: false },
      },
    },
  });
});

test("an object goes as it is, and one that does not say so says it", () => {
  const plain = { type: "object", properties: { a: list } };
  expect(toSentSchema(plain)).toEqual({ schema: plain, isWrapped: false });
  expect(toSentSchema({ properties: { a: list } })).toEqual({ schema: plain, isWrapped: false });
});

test("references lead to where the parts are now", () => {
  const { schema } = toSentSchema({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "array",
    items: { anyOf: [{ $ref: "#" }, { $ref: "#/$defs/a" }, { $ref: "#/items/anyOf/1" }, { const: { $ref: "#" } }] },
    $defs: { a: { type: "object", properties: { $ref: { $ref: "#" } } } },
  });
  expect(schema).toMatchObject({
    properties: {
      answer: {
        type: "array",
        items: {
          anyOf: [
            { $ref: "#/properties/answer" },
            { $ref: "#/$defs/a" },
            { $ref: "#/properties/answer/items/anyOf/1" },
            { const: { $ref: "#" } },
          ],
        },
      },
    },
    $defs: { a: { properties: { $ref: { $ref: "#/properties/answer" } } } },
  });
  expect(schema).not.toHaveProperty("properties.answer.$schema");
});

test("a schema that strict decoding refuses all the same is sent once more as a wish", async () => {
  const complaint = refusal(400, { error: { message: "Invalid schema for response_format 'x': …", code: null } });
  const up = setUp([complaint, complaint]);
  const { error } = await drain(up.key.stream({ ...call, jsonSchema: list }, source, never));
  expect(up.sent.map(({ body }) => body)).toMatchObject([
    { text: { format: { strict: true } } },
    { text: { format: { strict: false } } },
  ]);
  expect(error).toMatchObject({ code: "upstream_rejected" });
  const loose = setUp([complaint]);
  await drain(loose.key.stream({ ...call, jsonSchema: { type: "object" } }, source, never));
  expect(loose.sent).toHaveLength(1);
});
