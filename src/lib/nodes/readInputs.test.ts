import { Validator } from "@cfworker/json-schema";
import { describe, expect, it } from "vitest";
import type { Value } from "@/types/run";
import { inputsJsonSchema, outputsJsonSchema } from "./inputSchemas";
import type { NamedInput } from "./namedInputs";
import { readInputs } from "./readInputs";

function input(name: string, rest: Partial<NamedInput> = {}): NamedInput {
  return { name, kind: "text", kinds: ["text"], title: name, required: true, nodes: ["n"], ...rest };
}

const asset = { asset: "a".repeat(64), mime: "text/csv", bytes: 3, name: "a.csv" };

/** The message that the inputs are refused with. */
function refusal(named: NamedInput[], given: Record<string, Value>): string {
  try {
    readInputs(named, given);
  } catch (error) {
    expect(error).toMatchObject({ code: "invalid_request" });
    return (error as Error).message;
  }
  throw new Error("It was taken.");
}

describe("inputs that somebody gives by name", () => {
  it("are read as their kinds want them", () => {
    const named = [
      input("topic"),
      input("count", { kind: "number" }),
      input("tone", { kind: "choice", options: ["1", "2"] }),
      input("photo", { kind: "picture" }),
      input("orders", { kind: "file" }),
      input("rows", { kind: "table" }),
      input("data", { kind: "long" }),
    ];
    const given = { topic: 7, count: " 3 ", tone: 2, photo: "data:image/png;base64,AA==", orders: asset };
    const read = readInputs(named, { ...given, rows: [{ a: 1 }], data: { whole: [1] } });
    expect({ ...read }).toEqual({
      ...{ topic: "7", count: 3, tone: "2", photo: given.photo, orders: asset },
      ...{ rows: [{ a: 1 }], data: { whole: [1] } },
    });
  });

  it("are records also where these come as the text of a JSON array, or of JSON Lines", () => {
    const rows = input("rows", { kind: "table" });
    expect(readInputs([rows], { rows: ' [{"a": 1}]' })).toEqual({ rows: [{ a: 1 }] });
    expect(readInputs([rows], { rows: "[a],b\n1,2" })).toEqual({ rows: "[a],b\n1,2" });
    expect(readInputs([rows], { rows: '{"a": 1}\n{"a": 2}\n' })).toEqual({ rows: [{ a: 1 }, { a: 2 }] });
    expect(readInputs([rows], { rows: "{a\n1" })).toEqual({ rows: "{a\n1" });
  });

  it("are refused in words where a choice is no word", () => {
    const tone = input("tone", { kind: "choice", options: ["x"] });
    for (const given of [{ toString: 1 }, [{ toString: 1 }], ["x"]]) {
      expect(refusal([tone], { tone: given })).toBe("The input tone must be one of: x.");
    }
  });

  it("are found by names that look equal", () => {
    expect(readInputs([input("caf\u00e9")], { "cafe\u0301": "x" })).toEqual({ "caf\u00e9": "x" });
  });

  it("take their default where nothing is given, and a place that may stay empty takes nothing", () => {
    const named = [
      input("a", { default: "x", required: false }),
      input("b", { required: false, blank: "" }),
      input("own", { required: false }),
      input("must", { default: "y" }),
    ];
    expect(readInputs(named, { b: null, must: "" })).toEqual({ a: "x", b: "", must: "y" });
    expect(readInputs([input("a", { default: "x", required: false, blank: "" })], { a: "" })).toEqual({ a: "" });
  });

  it("are refused all at once, with the names", () => {
    const named = [
      input("topic"),
      input("count", { kind: "number" }),
      input("tone", { kind: "choice", options: ["x"] }),
    ];
    expect(refusal(named, { count: "many", tone: "y" })).toBe(
      "The input topic is missing. The input count must be a number. The input tone must be one of: x.",
    );
    expect(refusal([input("photo", { kind: "picture" })], { photo: "cat.png" })).toMatch(/photo must be a picture/);
    expect(refusal([input("f", { kind: "file" })], { f: { asset: 1 } })).toMatch(/f must be a file/);
    expect(refusal([input("t", { kind: "table" })], { t: 3 })).toMatch(/t must be a table/);
    expect(() => readInputs(named, {})).toThrow(
      expect.objectContaining({ facts: { inputs: ["topic", "count", "tone"] } }),
    );
  });

  it("are refused under a name that no input has, unless others may stand beside them", () => {
    expect(refusal([input("topic")], { topic: "x", topics: "y" })).toBe(
      "This workflow has no input topics. It takes: topic.",
    );
    expect(readInputs([input("topic")], { topic: "x", topics: "y" }, "ignored")).toEqual({ topic: "x" });
  });

  it("may be called as what every object has", () => {
    const given = JSON.parse('{"__proto__": "x", "constructor": "y"}');
    const read = readInputs([input("__proto__"), input("constructor")], given);
    expect(Object.entries(read)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
    expect(refusal([input("constructor")], {})).toMatch(/is missing/);
  });
});

describe("the JSON schema of inputs", () => {
  const named = [
    input("topic", { hint: "What it is about." }),
    input("count", { kind: "number", default: 3, required: false }),
    input("tone", { kind: "choice", options: ["warm", "dry"], required: false, blank: "" }),
    input("photo", { kind: "picture" }),
    input("rows", { kind: "table" }),
    input("orders", { kind: "file" }),
  ];
  const schema = inputsJsonSchema(named);

  it("tells titles, hints, defaults and what must be there", () => {
    expect(schema.required).toEqual(["topic", "photo", "rows", "orders"]);
    expect(schema.properties.topic).toEqual({ title: "topic", description: "What it is about.", type: "string" });
    expect(schema.properties.count).toEqual({ title: "count", type: "number", default: 3 });
  });

  it("takes what is read, and refuses what is not", () => {
    const validator = new Validator(schema);
    const given = { topic: "x", photo: asset, rows: "a\n1", orders: "text" };
    expect(validator.validate(given).valid).toBe(true);
    expect(() => readInputs(named, given)).not.toThrow();
    const wrongs: Record<string, Value>[] = [
      { tone: "loud" },
      { photo: "cat.png" },
      { rows: 3 },
      { other: 1 },
      { orders: { a: 1 } },
    ];
    for (const wrong of wrongs) {
      expect(validator.validate({ ...given, ...wrong }).valid, JSON.stringify(wrong)).toBe(false);
      expect(() => readInputs(named, { ...given, ...wrong })).toThrow();
    }
  });
});

describe("the JSON schema of outputs", () => {
  it("names them and binds none, since lists and branches change what arrives", () => {
    const schema = outputsJsonSchema([
      { name: "answer", node: "o", format: "text" },
      { name: "x", node: "p", format: "new" },
    ]);
    expect(schema).toEqual({
      type: "object",
      properties: { answer: { description: "Text" }, x: { description: "x" } },
      required: [],
    });
  });
});
