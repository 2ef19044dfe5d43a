import { expect, it } from "vitest";
import { idleNode, type NodeRun } from "./runReducer";
import { butWords, growWords } from "./streamedWords";

const streaming: NodeRun = { ...idleNode, status: "streaming", text: "One" };

it("is one object while words alone come", () => {
  const second = growWords(streaming, { ...streaming, text: "One two" });
  const third = growWords(second, { ...second, text: "One two three" });
  expect([butWords(streaming), butWords(second), butWords(third)]).toEqual([streaming, streaming, streaming]);
  expect(butWords(third)).toBe(streaming);
});

it("is another one as soon as anything else changes", () => {
  const grown = growWords(streaming, { ...streaming, text: "One two" });
  const failed: NodeRun = { ...grown, status: "failed" };
  expect(butWords(failed)).toBe(failed);
});
