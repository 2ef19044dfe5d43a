import { expect, test } from "vitest";
import { schemaProblem } from "./schemaProblem";

const withField = (field: unknown) => ({ type: "object", properties: { age: field }, required: ["age"] });

test.each([
  ["everything", {}],
  ["a plain object", withField({ type: "integer", minimum: 0 })],
  ["a list at the root", { type: "array", items: { type: "string" } }],
  ["several types", withField({ type: ["string", "null"] })],
  ["a reference to a part", { $ref: "#/$defs/a~1b", $defs: { "a/b": { type: "string" } } }],
  ["a reference by name", { $ref: "#here", $defs: { a: { $anchor: "here", type: "string" } } }],
  ["a reference to an id", { $ref: "urn:a", $defs: { a: { $id: "urn:a", type: "string" } } }],
  ["a tree", { $ref: "#/$defs/n", $defs: { n: { type: "object", properties: { next: { $ref: "#/$defs/n" } } } } }],
  [
    "a tree with an end",
    { anyOf: [{ type: "null" }, { type: "object", properties: { n: { $ref: "#" } }, required: ["n"] }] },
  ],
  [
    "fields called like keywords",
    { type: "object", properties: { required: { type: "string" }, type: { enum: [1] } } },
  ],
  ["a keyword of somebody's own", { type: "string", "x-order": 3, nullable: true }],
  ["values that look like schemas", withField({ const: { type: "str" } })],
  ["a field that nothing fits and nobody needs", { type: "object", properties: { a: false } }],
  ["notes alone", { title: "Anything", description: "…", default: { a: 1 } }],
])("a usable schema has no problem: %s", (_, schema) => {
  expect(schemaProblem(schema)).toBeUndefined();
});

test.each([
  [
    "a reference to elsewhere",
    withField({ $ref: "https://example.test/age" }),
    /at \/properties\/age\/\$ref: .*outside/,
  ],
  ["a reference to nothing", withField({ $ref: "#/$defs/age" }), /\/properties\/age\/\$ref: .*no schema is/],
  ["a reference to what every object has", withField({ $ref: "#/constructor" }), /no schema is/],
  [
    "a reference that is no list of names",
    { ...withField({}), required: true },
    /\/required: it wants a list of names/,
  ],
  ["a type by another name", withField({ type: "int" }), /\/properties\/age\/type: it is "int".*write "integer"/],
  ["a type in capitals", withField({ type: "INTEGER" }), /write "integer"/],
  ["a type called like what every object has", withField({ type: "constructor" }), /write one of/],
  ["no type", withField({ type: [] }), /name of a type/],
  [
    "a pasted setting",
    { type: "json_schema", json_schema: { name: "x", schema: { type: "object" } } },
    /response_format/,
  ],
  ["a pasted format", { type: "json_schema", name: "x", schema: { type: "object" } }, /response_format/],
  ["a name and a schema", { name: "x", strict: true, schema: { type: "object" } }, /what stands in schema/],
  ["an example", { name: "Ada", born: 1815 }, /looks like an example/],
  ["a type that is none, and no text", { type: { toString: 1 } }, /is \{"toString":1\}, which is no type/],
  ["an example of a field", { type: "object", properties: { name: "Ada" } }, /\/properties: it wants schemas by name/],
  [
    "a limit of an older draft",
    withField({ type: "number", minimum: 0, exclusiveMinimum: true }),
    /exclusiveMinimum: it wants a number/,
  ],
  ["a tuple of an older draft", { type: "array", items: [{ type: "string" }] }, /\/items: it wants a schema/],
  ["a broken pattern", withField({ type: "string", pattern: "(" }), /pattern: it is no regular expression/],
  ["a broken pattern as a name", { patternProperties: { "(": {} } }, /no regular expression/],
  ["a schema too deep", Array.from({ length: 80 }).reduce<object>((inner) => ({ items: inner }), {}), /nested deeper/],
  [
    "too many fields",
    { properties: Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`f${i}`, {}])) },
    /more than 20000/,
  ],
  ["a schema too large", { enum: Array.from({ length: 30_000 }, (_, index) => index) }, /more than 20000/],
] as const)("a problem is told before anything is paid: %s", (_, schema, words) => {
  expect(schemaProblem(schema as Record<string, unknown>)).toMatch(words);
});

test.each([
  ["a required field that may not be there", { type: "object", required: ["a"], additionalProperties: false }],
  ["a required field that nothing fits", withField({ type: "string", enum: [1, 2] })],
  ["an endless chain", { type: "object", properties: { next: { $ref: "#" } }, required: ["next"] }],
  ["a schema that is itself", { $ref: "#" }],
  ["limits that cross", withField({ type: "integer", minimum: 5, maximum: 4 })],
  ["limits that exclude each other", withField({ type: "number", exclusiveMinimum: 5, maximum: 5 })],
  ["lengths that cross", withField({ type: "string", minLength: 2, maxLength: 1 })],
  ["a list of what nothing fits", { type: "array", minItems: 1, items: false }],
  [
    "a list whose first place nothing fits",
    { type: "array", minItems: 1, prefixItems: [{ const: 1, type: "string" }] },
  ],
  ["types that exclude each other", { allOf: [{ type: "string" }, { type: "object" }] }],
  ["no way that fits", { anyOf: [{ type: "string", maxLength: 1, minLength: 2 }, false] }],
  ["more required fields than may be there", { type: "object", required: ["a", "b"], maxProperties: 1 }],
  ["nothing at all", { not: {} }],
] as const)("a schema that nothing fits is told: %s", (_, schema) => {
  expect(schemaProblem(schema as Record<string, unknown>)).toMatch(/fits nothing/);
});

test("ways that double again and again are left to the answers", () => {
  const $defs: Record<string, object> = { d0: { type: "string" } };
  for (let step = 1; step <= 3000; step++)
    $defs[`d${step}`] = { allOf: [1, 2].map(() => ({ $ref: `#/$defs/d${step - 1}` })) };
  expect(schemaProblem({ $ref: "#/$defs/d3000", $defs })).toBeUndefined();
});
