import { describe, expect, it } from "vitest";
import { fillPlaceholders, placeholdersOf } from "./placeholders";

describe("placeholders", () => {
  it("are found once each, in order, in any script, and never as the row port", () => {
    expect(placeholdersOf("{{b}} {{ a }} {{b}} {{이름}} {{first name}} {{data}} {{}} {b}")).toEqual([
      "b",
      "a",
      "이름",
      "first name",
    ]);
  });

  it("are filled from the wire before the row, and from the row before the run's inputs", () => {
    const sources = { wires: { a: "wire" }, row: { a: "row", b: "row" }, runInputs: { a: "run", b: "run", c: "run" } };
    expect(fillPlaceholders("{{a}} {{b}} {{c}}", sources)).toBe("wire row run");
  });

  it("give the whole row for {{data}} and read a row that came as text", () => {
    expect(fillPlaceholders("{{x}} {{data}}", { wires: {}, row: '{"x":1}', runInputs: {} })).toBe('1 {\n  "x": 1\n}');
  });

  it("give the run's input for {{data}} where no row arrives", () => {
    expect(fillPlaceholders("{{data}}", { wires: {}, runInputs: { data: "run" } })).toBe("run");
  });

  it("put text in as it is, also when it looks like a replacement pattern or a placeholder", () => {
    expect(fillPlaceholders("<{{a}}>", { wires: { a: "$& {{b}}" }, runInputs: {} })).toBe("<$& {{b}}>");
  });

  it("refuse to stay empty, and do not read inherited names from a row", () => {
    expect(() => fillPlaceholders("{{toString}} {{y}}", { wires: {}, row: {}, runInputs: {} })).toThrow(/toString.*y/);
  });
});
