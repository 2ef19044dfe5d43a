import { describe, expect, it } from "vitest";
import { fillable, fillPlaceholders, placeholdersOf } from "./placeholders";
import { singleBraced } from "./places";

describe("placeholders", () => {
  it("are found once each, in order, in any script, and never as the row port", () => {
    expect(placeholdersOf("{{b}} {{ a }} {{b}} {{이름}} {{first name}} {{data}} {{}} {b}")).toEqual([
      "b",
      "a",
      "이름",
      "first name",
    ]);
  });

  it("with a quote or a backslash in their name are no inputs, and filled from the row", () => {
    expect(placeholdersOf('{{5" screen}} {{a\\b}} {{c}}')).toEqual(["c"]);
    const sources = { wires: {}, row: { '5" screen': "yes" }, runInputs: {} };
    expect(fillPlaceholders('{{5" screen}}', sources)).toBe("yes");
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

  it("are one place however they are written, and filled whatever form the column has", () => {
    expect(placeholdersOf("{{caf\u00e9}} {{cafe\u0301}}")).toEqual(["caf\u00e9"]);
    const sources = { wires: {}, row: { "cafe\u0301": "NFD", "Unit\nprice": "5" }, runInputs: { "\u00e9": "run" } };
    expect(fillPlaceholders("{{caf\u00e9}} {{Unit price}} {{e\u0301}}", sources)).toBe("NFD 5 run");
  });

  it("name the escape where nothing fills them, and shorten long names", () => {
    const sources = { wires: {}, runInputs: {} };
    expect(() => fillPlaceholders("{{#if user}}", sources)).toThrow("write \\{{#if user}}.");
    expect(() => fillPlaceholders(`{{${"a".repeat(90)}}}`, sources)).toThrow(/a…\}\}/);
    expect(() => fillPlaceholders("{{1}}{{2}}{{3}}{{4}}{{5}}{{6}}{{7}}", sources)).toThrow("{{5}} and 2 more");
  });

  it("tell single braces that would be filled if they stood in two", () => {
    const sources = { wires: { city: "Bern" }, row: { name: "Ada" }, runInputs: {} };
    const text = "{name} of {city}, {other}, {{name}}, {{{city}}}";
    expect(fillable(singleBraced(text), sources)).toEqual(["name", "city"]);
  });
});
