import { history, undo } from "@codemirror/commands";
import type { EditorView } from "@codemirror/view";
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { CodeEditor } from "./CodeEditor";

afterEach(cleanup);

const extensions = history();

function show(value: string) {
  const told = vi.fn();
  let view: EditorView | undefined;
  const draw = (next: string) => (
    <CodeEditor
      value={next}
      onChange={told}
      extensions={extensions}
      onReady={(ready) => {
        view = ready;
      }}
    />
  );
  const { rerender } = render(draw(value));
  if (view === undefined) throw new Error("it is not there");
  return { view, told, give: (next: string) => rerender(draw(next)) };
}

it("tells what is written in it", () => {
  const { view, told } = show("one");
  view.dispatch({ changes: { from: 3, insert: " two" } });
  expect(told.mock.calls).toEqual([["one two"]]);
});

it("shows what comes from elsewhere and tells nobody, who may know a newer text already", () => {
  const { view, told, give } = show("one");
  give("one and two");
  expect(view.state.doc.toString()).toBe("one and two");
  expect(told).not.toHaveBeenCalled();
});

it("takes that back by its own undo, and tells so", () => {
  const { view, told, give } = show("one");
  give("two");
  undo(view);
  expect(view.state.doc.toString()).toBe("one");
  expect(told.mock.calls).toEqual([["one"]]);
});

it("leaves the cursor where it was, before what has changed", () => {
  const { view, give } = show("a b c");
  view.dispatch({ selection: { anchor: 1 } });
  give("a b d");
  expect(view.state.selection.main.head).toBe(1);
});
