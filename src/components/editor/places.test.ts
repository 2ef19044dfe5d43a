import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { describe, expect, it } from "vitest";
import { completePlaces, marksIn } from "./places";

const names = [
  { name: "topic", from: "in this text" },
  { name: "The city", from: "field from List" },
];

/** What is offered where the bar stands. */
function offered(text: string) {
  const at = text.indexOf("|");
  const state = EditorState.create({ doc: text.replace("|", "") });
  return completePlaces(() => names)(new CompletionContext(state, at, false));
}

/** The text after the first offer was taken; the bar is the cursor. */
function taken(text: string): string {
  const at = text.indexOf("|");
  const view = new EditorView({ doc: text.replace("|", "") });
  const result = offered(text);
  const [first] = result?.options ?? [];
  if (result === null || typeof first?.apply !== "function") throw new Error("nothing is offered");
  first.apply(view, first, result.from, at);
  const { doc, selection } = view.state;
  const written = doc.toString();
  view.destroy();
  return `${written.slice(0, selection.main.head)}|${written.slice(selection.main.head)}`;
}

describe("names for places", () => {
  it("are offered once two braces are open, with where they are from", () => {
    expect(offered("Write about {{|")?.options.map(({ label, detail }) => [label, detail])).toEqual([
      ["topic", "in this text"],
      ["The city", "field from List"],
    ]);
    expect(offered("Write about {{ The ci|")?.from).toBe("Write about {{ ".length);
    expect(offered("A backslash \\\\{{|")).not.toBeNull();
  });

  it.each(["Write {|", "Write {{done}} |", "Sent as it stands \\{{|", "{{\n|"])("are not offered in %j", (text) => {
    expect(offered(text)).toBeNull();
  });

  it("close their braces, unless they are closed already", () => {
    expect(taken("About {{to|")).toBe("About {{topic}}|");
    expect(taken("About {{|}} and {{more}}")).toBe("About {{topic}}| and {{more}}");
    expect(taken("About {{to|day}}.")).toBe("About {{topic}}|.");
    expect(taken("About {{|\n}}")).toBe("About {{topic}}|\n}}");
  });
});

it("marks each place once in a line of which only stretches are drawn", () => {
  const state = EditorState.create({ doc: "{{a}} and {{b}}" });
  const visibleRanges = [
    { from: 0, to: 5 },
    { from: 10, to: 15 },
  ];
  const found: [number, number][] = [];
  marksIn({ state, visibleRanges }).between(0, state.doc.length, (from, to) => void found.push([from, to]));
  expect(found).toEqual([
    [0, 5],
    [10, 15],
  ]);
});
