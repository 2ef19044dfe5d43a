import { expect, test } from "vitest";
import { jsonTextsIn } from "./jsonTexts";

test.each([
  ["alone", ' {"n": 1}\n', ['{"n": 1}']],
  ["a scalar alone", "12", ["12"]],
  ["in a fence", 'Sure:\n```json\n{"n": 1}\n```\nBye {"n": 2}', ['{"n": 1}']],
  ["in a fence without a language", "```\n[1, 2]\n```", ["[1, 2]"]],
  ["a scalar in a fence", '```json\n"yes"\n```', ['"yes"']],
  ["in two fences", '```json\n{"n": 1}\n```\nor\n```json\n{"n": 2}\n```', ['{"n": 1}', '{"n": 2}']],
  ["in a fence that was never closed", '```json\n{"n": 1}', ['{"n": 1}']],
  ["with a fence inside", '{"code": "```js\\n1\\n```"}', ['{"code": "```js\\n1\\n```"}']],
  ["after words", 'Here it is: {"n": 1}', ['{"n": 1}']],
  ["before words", '{"n": 1}\n\nAnything else?', ['{"n": 1}']],
  ["twice, written differently", '{"a": 1, "b": 2}\n{"b":2,"a":1}', ['{"b":2,"a":1}']],
  [
    "twice but for a digit that no double keeps",
    '{"id": 9007199254740993} {"id": 9007199254740992}',
    ['{"id": 9007199254740993}', '{"id": 9007199254740992}'],
  ],
  ["behind a mark", '\ufeff{"n": 1}', ['{"n": 1}']],
  ["between no-break spaces", '\u00a0{"n": 1}\u00a0', ['{"n": 1}']],
  ["behind thoughts", '<think>{"n": 0} or [1]?</think>{"n": 1}', ['{"n": 1}']],
  ["behind brackets that hold no JSON", 'In [this] case {x}: {"n": [1]}', ['{"n": [1]}']],
  ["with brackets and quotes in texts", 'So: {"n": "}]\\"{["}!', ['{"n": "}]\\"{["}']],
  ["several", '{"n": 1} and [2]', ['{"n": 1}', "[2]"]],
  ["cut off", 'Here: [{"n": 1}, {"n": 2', []],
  ["none", "I cannot do that.", []],
  ["empty", "", []],
])("finds the JSON that stands %s", (_, text, expected) => {
  expect(jsonTextsIn(text)).toEqual(expected);
});

test("looks at a bounded part of a text of brackets, and at a bounded number of values", () => {
  expect(jsonTextsIn("[x".repeat(100_000) + "]".repeat(100_000))).toEqual([]);
  const many = Array.from({ length: 100 }, (_, index) => `{"n": ${index}}`).join(" and ");
  expect(jsonTextsIn(many)).toHaveLength(20);
});
