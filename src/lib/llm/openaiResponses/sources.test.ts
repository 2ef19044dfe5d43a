import { expect, test } from "vitest";
import type { JsonObject } from "@/lib/llm/narrow";
import { readSources } from "./sources";

const cite = (url: string, start_index: number, end_index: number, more: JsonObject = {}): JsonObject => ({
  type: "url_citation",
  url,
  start_index,
  end_index,
  ...more,
});
const text = (said: string, ...annotations: JsonObject[]): JsonObject => ({
  type: "output_text",
  text: said,
  annotations,
});
const message = (id: string, ...content: JsonObject[]): JsonObject => ({ type: "message", id, content });
const none = new Map<string, JsonObject[]>();

test("a place is counted from the beginning of the text, over parts and messages, and past what is not the answer", () => {
  const items = [
    { ...message("c", text("Let me see [0]", cite("x", 11, 14))), phase: "commentary" },
    message(
      "m1",
      text("One [1]", cite("a", 4, 7)),
      { type: "refusal", refusal: "Hm" },
      text(" two [2]", cite("b", 5, 8)),
    ),
    message("empty", { type: "refusal", refusal: "No" }),
    message("m2", text("Three [3]", cite("c", 6, 9, { title: "C" }))),
  ];
  const whole = "One [1] two [2]\n\nThree [3]";
  const sources = readSources(items, none, whole);
  expect(sources).toEqual([
    { url: "a", start: 4, end: 7 },
    { url: "b", start: 12, end: 15 },
    { url: "c", title: "C", start: 23, end: 26 },
  ]);
  expect(sources.map(({ start, end }) => whole.slice(start, end))).toEqual(["[1]", "[2]", "[3]"]);
});

test("citations that came as events belong to the part they name, the first if they name none", () => {
  const items = [message("m", text("One"), text("Two"))];
  const told = new Map([["m", [cite("a", 0, 3), cite("b", 0, 3, { content_index: 1 })]]]);
  expect(readSources(items, told, "OneTwo")).toEqual([
    { url: "a", start: 0, end: 3 },
    { url: "b", start: 3, end: 6 },
  ]);
});

test("citations of an item that never ended have no place, and other events are none", () => {
  const told = new Map([["lost", [cite("a", 0, 1, { title: "A" }), { type: "file_citation", url: "f" }]]]);
  expect(readSources([], told, "One")).toEqual([{ url: "a", title: "A" }]);
});

test("an annotation without a page is no source, and an empty title is none", () => {
  const annotations = [cite("", 0, 1), { ...cite("x", 0, 1), type: "file_citation" }, cite("a", 0, 1, { title: "" })];
  expect(readSources([message("m", text("One", ...annotations))], none, "One")).toEqual([
    { url: "a", start: 0, end: 1 },
  ]);
});

test("pages that a search found or opened are named once, without those that are cited", () => {
  const search = (action: JsonObject) => ({ type: "web_search_call", action });
  const items = [
    search({
      type: "search",
      query: "q",
      sources: [{ url: "a" }, { url: "b", title: "B" }, { url: "" }, { type: "api" }],
    }),
    search({ type: "open_page", url: "b" }),
    search({ type: "open_page", url: "c" }),
    search({ type: "find_in_page", url: "d", pattern: "x" }),
    { type: "function_call", action: { type: "open_page", url: "e" } },
    message("m", text("One", cite("a", 0, 3))),
  ];
  expect(readSources(items, none, "One")).toEqual([
    { url: "a", start: 0, end: 3 },
    { url: "b", title: "B" },
    { url: "c" },
  ]);
});

test("a place may end where the text ends, and not behind it", () => {
  const of = (start: number, end: number) =>
    readSources([message("m", text("A🌍", cite("a", start, end)))], none, "A🌍");
  expect(of(1, 2)).toEqual([{ url: "a", start: 1, end: 3 }]);
  expect(of(0, 1)).toEqual([{ url: "a", start: 0, end: 1 }]);
  expect(of(1, 3)).toEqual([{ url: "a" }]);
  expect(of(2, 1)).toEqual([{ url: "a" }]);
});
