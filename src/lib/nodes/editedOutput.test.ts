import { expect, test } from "vitest";
import { editedOutput } from "./editedOutput";

const source = { url: "https://a.example/", title: "A", start: 0, end: 5 };
const output = { text: "Hello", sources: [source, { url: "https://b.example/" }] };

test("sources of other words keep their pages and lose their places", () => {
  expect(editedOutput(output, { text: "Bye" })).toEqual({
    text: "Bye",
    sources: [{ url: "https://a.example/", title: "A" }, { url: "https://b.example/" }],
  });
});

test("the same words, sources given with the words, and outputs without any stay as they are", () => {
  expect(editedOutput(output, { text: "Hello" })).toEqual(output);
  expect(editedOutput(output, { json: 1 })).toEqual({ ...output, json: 1 });
  expect(editedOutput(output, { text: "Bye", sources: [source] })).toEqual({ text: "Bye", sources: [source] });
  expect(editedOutput({ text: "Hello" }, { text: "Bye" })).toEqual({ text: "Bye" });
});
