import { Validator } from "@cfworker/json-schema";
import { describe, expect, test } from "vitest";
import { instanceOf } from "./fromSchema";

const tree = {
  type: "object",
  properties: { label: { type: "string" }, children: { type: "array", items: { $ref: "#/$defs/node" } } },
  required: ["label", "children"],
};

const schemas: Record<string, Record<string, unknown>> = {
  "an object with every simple type": {
    type: "object",
    properties: {
      title: { type: "string" },
      pages: { type: "integer", minimum: 10, maximum: 12 },
      price: { type: "number", exclusiveMinimum: 0, maximum: 0.5 },
      isNew: { type: "boolean" },
      nothing: { type: "null" },
    },
    required: ["title", "pages", "price", "isNew", "nothing"],
    additionalProperties: false,
  },
  "choices and constants": {
    type: "object",
    properties: {
      mood: { enum: ["calm", "wild"] },
      kind: { const: "note" },
      either: { anyOf: [{ type: "integer" }, { type: "null" }] },
    },
    required: ["mood", "kind", "either"],
  },
  "formats and lengths": {
    type: "object",
    properties: {
      day: { type: "string", format: "date" },
      at: { type: "string", format: "date-time" },
      mail: { type: "string", format: "email" },
      id: { type: "string", format: "uuid" },
      short: { type: "string", maxLength: 5 },
      long: { type: "string", minLength: 300 },
    },
    required: ["day", "at", "mail", "id", "short", "long"],
  },
  "arrays of bounded length": {
    type: "object",
    properties: {
      few: { type: "array", items: { type: "string" }, maxItems: 1 },
      many: { type: "array", items: { type: "integer", multipleOf: 5 }, minItems: 7 },
    },
    required: ["few", "many"],
  },
  "references and parts put together": {
    type: "object",
    properties: { author: { allOf: [{ $ref: "#/$defs/named" }, { properties: { age: { type: "integer" } } }] } },
    required: ["author"],
    $defs: { named: { type: "object", properties: { name: { type: "string" } }, required: ["name"] } },
  },
  "a schema that contains itself": { ...tree, $defs: { node: tree } },
  "a list of types": { type: "object", properties: { maybe: { type: ["string", "null"] } }, required: ["maybe"] },
};

describe("an instance of a schema", () => {
  test.each(Object.entries(schemas))("is valid for %s", (_name, schema) => {
    const instance = instanceOf(schema, "rivers");
    const { valid, errors } = new Validator(schema, "2020-12").validate(instance);
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
  });

  test("is the same for the same input and speaks of the theme", () => {
    const schema = schemas["an object with every simple type"] ?? {};
    expect(instanceOf(schema, "rivers")).toEqual(instanceOf(schema, "rivers"));
    expect(instanceOf(schema, "rivers")).toMatchObject({ title: "Rivers" });
  });

  test("follows Gemini's capital type names", () => {
    const schema = {
      type: "OBJECT",
      properties: { n: { type: "INTEGER" }, list: { type: "ARRAY", items: { type: "STRING" } } },
    };
    expect(instanceOf(schema, "tea")).toEqual({
      n: expect.any(Number),
      list: expect.arrayContaining([expect.any(String)]),
    });
  });
});
