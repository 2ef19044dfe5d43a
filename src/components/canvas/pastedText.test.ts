import { expect, it } from "vitest";
import { kindOfText } from "./pastedText";

it.each([
  ["cells of a spreadsheet", "name\tage\nAda\t36\n"],
  ["one column more", "a\tb\tc\n\t\t\n1\t2\t3"],
  ["CSV", "name,age\nAda,36\nGrace,85\n"],
  ["CSV with quoted commas", 'name,quote\nAda,"Well, yes"\nGrace,"No, thanks, really"\n'],
  ["CSV with semicolons", "name;price\r\nApple;1,20\r\n"],
])("takes %s for a table", (_, text) => expect(kindOfText(text)).toBe("table"));

it.each([
  ["one line", "a,b,c"],
  ["a letter", "Dear Ada,\nThank you, and all the best,\nGrace"],
  ["sentences with a comma each", "First, we went out.\nThen, we came back."],
  ["rows of different length", "a,b\n1,2,3"],
  ["a list", "- one\n- two"],
  ["nothing much", "\n \n"],
])("takes %s for words", (_, text) => expect(kindOfText(text)).toBe("text"));

it("knows a workflow that was copied as text", () => {
  expect(kindOfText('{\n  "format": "patchbay/workflow",\n  "version": 1')).toBe("workflow");
  expect(kindOfText('{"version":1,"name":"Mine","edgeStyle":"curved","nodes":[]')).toBe("workflow");
  expect(kindOfText('{ "format": "other/workflow" }')).toBe("text");
});
