import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameKey, replacePlaces, splitAtPlaces, strayBraces } from "./places";

/** Each place as `<name>`, escaped braces as they are sent. */
const shown = (text: string) =>
  replacePlaces(text, ({ before, name, braces }) => before + (name === undefined ? braces : `<${name}>`));

describe("places in a text", () => {
  it.each([
    ["{{Body (HTML)}} {{ Shop / Size }}", "<Body (HTML)> <Shop / Size>"],
    ["{{हिन्दी}} {{ราคา}} {{prix d'été}} {{5\" screen}}", "<हिन्दी> <ราคา> <prix d'été> <5\" screen>"],
    ["{{Price {CHF}}} and {{a}{b}}", "<Price {CHF}> and {{a}{b}}"],
    ["{{{x}}}", "{<x>}"],
    ['{"a":{{x}}}', '{"a":<x>}'],
    ["$" + "{{ env }}", "$<env>"],
  ])("are filled by any name, and braces around them stay: %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    ["\\{{ message }}", "{{ message }}"],
    ["\\{{{ raw }}}", "{{{ raw }}}"],
    ["\\{{#if a}}b\\{{/if}}", "{{#if a}}b{{/if}}"],
    ["\\\\{{x}}", "\\<x>"],
    ["\\\\\\{{x}}", "\\{{x}}"],
    ["\\{{ not closed", "{{ not closed"],
    ["{\\{{x}}}", "{{{x}}}"],
    ["a\\b {c} \\{d}", "a\\b {c} \\{d}"],
  ])("stand for themselves behind a backslash: %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
    expect(strayBraces(text)).toEqual([]);
  });

  it("leave braces that are none as they are, and tell them", () => {
    const text = `{{}} {{ open\n{{ two\nlines }} {{${"x".repeat(101)}}} {{name}}`;
    expect(shown(text)).toBe(text.replace("{{name}}", "<name>"));
    expect(strayBraces(text)).toEqual(["{{}} {{ open", "{{ two", `{{${"x".repeat(57)}…`]);
  });

  it("are the names of any column without braces and line ends, in any text", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
    const usable = name.filter((text) => !/[{}\r\n\u2028\u2029]/.test(text) && text.trim() === text);
    const isFilled = (column: string) => shown(`a {{${column}}} b`) === `a <${column}> b`;
    fc.assert(fc.property(usable, isFilled));
  });

  it("takes time that grows with the text, whatever the braces are", () => {
    for (const unit of ["{", "\\", "{{", "\\{", "{{a", "{{ {a} ", "{a}", "}}", "{{a}\n"]) {
      const text = unit.repeat(100_000);
      expect(shown(text).length + strayBraces(text).length).toBeGreaterThan(0);
    }
  });

  it("split a text at its places, and not at escaped braces", () => {
    expect(splitAtPlaces("a {{{b}}} \\{{c}}\\\\{{d}}")).toEqual([
      { text: "a {", isPlace: false },
      { text: "{{b}}", isPlace: true },
      { text: "} \\{{c}}\\\\", isPlace: false },
      { text: "{{d}}", isPlace: true },
    ]);
  });

  it("compares names as they look", () => {
    expect(nameKey(" Cafe\u0301\n  bar\u00a0")).toBe("Café bar");
  });
});
