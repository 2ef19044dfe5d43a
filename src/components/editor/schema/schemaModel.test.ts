import { Validator } from "@cfworker/json-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SchemaObject } from "@/lib/schemas/parts";
import { schemaProblem } from "@/lib/schemas/schemaProblem";
import { readSchema, writeSchema } from "./schemaModel";
import type { Shape, ShapeField } from "./shape";

const name = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !/^\d+$/.test(text)); // objects sort digits
const value = fc.string({ minLength: 1, maxLength: 6 }).filter((text) => !/[\r\n]/.test(text));
const rest = fc.constantFrom({}, { title: "Title" }, { "x-order": 3, default: null });
const common = { description: fc.string({ maxLength: 10 }), rest };

const { shape } = fc.letrec<{ shape: Shape; field: ShapeField }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 4 },
    fc.record({ ...common, nullable: fc.boolean(), kind: fc.constantFrom("text", "number", "integer", "boolean") }),
    fc.record({
      ...common,
      nullable: fc.boolean(),
      kind: fc.constant("choice" as const),
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ ...common, nullable: fc.boolean(), kind: fc.constant("list" as const), items: tie("shape") }),
    fc.record({
      ...common,
      nullable: fc.boolean(),
      kind: fc.constant("object" as const),
      closed: fc.boolean(),
      fields: fc.uniqueArray(tie("field"), { maxLength: 4, selector: (field) => field.name }),
    }),
  ),
  field: fc.record({ name, required: fc.boolean(), shape: tie("shape") }),
}));
const root = shape.map((any): Shape => ({ ...any, nullable: false }));

/** Values near to what such schemas are about. */
const json = fc.jsonValue({ maxDepth: 3 });

describe("the builder's view of a schema", () => {
  it("comes back as it was from the schema that is written of it, which is one that can be used", () => {
    fc.assert(
      fc.property(root, (model) => {
        const schema = writeSchema(model);
        expect(readSchema(JSON.parse(JSON.stringify(schema)))).toEqual({ shape: model });
        expect(schemaProblem(schema)).toBeUndefined();
      }),
    );
  });

  it.each([
    ["an enum without a type", { enum: ["a", "b"] }],
    ["an enum that may be null", { enum: ["a", null] }],
    ["an enum with a null that its type forbids", { type: "string", enum: ["a", null] }],
    ["a type in a list of one", { type: ["integer"], minimum: 3, multipleOf: 2 }],
    ["an open object", { type: "object", properties: { a: { type: "number" } }, required: ["a", "a"] }],
    [
      "an object that says it is open",
      { type: "object", properties: { b: { type: "boolean" } }, additionalProperties: true },
    ],
    ["a list", { type: "array", items: { type: ["null", "string"], pattern: "^a" }, minItems: 1, uniqueItems: true }],
    ["a text with fields", { type: "string", properties: { a: { type: "string" } }, items: {}, required: ["b"] }],
  ])("says the same as %s", (_, schema) => {
    const whole: SchemaObject = { type: "object", properties: { it: schema }, required: ["it"] };
    const read = readSchema(whole);
    if (!("shape" in read)) throw new Error(`it is not shown: ${read.obstacle.at}`);
    const first = new Validator(whole);
    const second = new Validator(writeSchema(read.shape));
    const likely = fc.constantFrom<unknown>("a", "b", null, 4, 5, 4.5, {}, { a: 1 }, { b: true, c: 1 }, ["a"], [null]);
    fc.assert(
      fc.property(fc.oneof(likely, json), (it) => {
        expect(second.validate({ it }).valid).toBe(first.validate({ it }).valid);
      }),
    );
  });

  it("takes a root with properties and without a type for the object that providers are sent", () => {
    const read = readSchema({ properties: { a: { type: "string" } } });
    expect(read).toMatchObject({ shape: { kind: "object", fields: [{ name: "a", required: false }], closed: false } });
  });

  it.each([
    ["a choice of schemas", { anyOf: [{ type: "string" }] }, "/properties/a~1b/anyOf"],
    ["a reference", { $ref: "#/$defs/x" }, "/properties/a~1b/$ref"],
    ["a constant", { type: "string", const: "x" }, "/properties/a~1b/const"],
    ["several types", { type: ["string", "number"] }, "/properties/a~1b/type"],
    ["no type", {}, "/properties/a~1b/type"],
    ["a type like what every object has", { type: "constructor" }, "/properties/a~1b/type"],
    ["a list of anything", { type: "array" }, "/properties/a~1b/type"],
    ["a list by places", { type: "array", prefixItems: [{ type: "string" }] }, "/properties/a~1b/prefixItems"],
    ["numbers to choose from", { type: "integer", enum: [1, 2] }, "/properties/a~1b/enum"],
    ["a value of several lines", { enum: ["a\nb"] }, "/properties/a~1b/enum"],
    ["nothing to choose from", { type: "string", enum: [] }, "/properties/a~1b/enum"],
    [
      "other fields of a type",
      { type: "object", additionalProperties: { type: "string" } },
      "/properties/a~1b/additionalProperties",
    ],
    ["a required field without a schema", { type: "object", required: ["x"] }, "/properties/a~1b/required"],
    ["a boolean schema", true, "/properties/a~1b"],
    [
      "something deep inside",
      { type: "array", items: { type: "object", properties: { x: { not: {} } } } },
      "/properties/a~1b/items/properties/x/not",
    ],
  ])("names the place of what it cannot show: %s", (_, part, at) => {
    const read = readSchema({ type: "object", properties: { "a/b": part } });
    expect(read).toMatchObject({ obstacle: { at } });
  });

  it("does not show an answer that may be null as a whole, nor definitions", () => {
    expect(readSchema({ type: ["object", "null"], properties: {} })).toMatchObject({ obstacle: { at: "/type" } });
    expect(readSchema({ type: "object", $defs: { a: {} } })).toMatchObject({ obstacle: { at: "/$defs" } });
  });
});
