import { EditorView } from "@codemirror/view";
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { formOf } from "@/components/nodes/editedFields";
import type { EditedField } from "@/store/dialogStore";
import { workflow } from "@/store/testWorkflow";
import { useNode, workflowStore } from "@/store/useWorkflow";
import { TextEditor } from "./TextEditor";

const field: EditedField = { nodeId: "s", name: "rubric" };

function Editor() {
  const node = useNode("s");
  return node === undefined ? null : <TextEditor node={node} field={field} form={formOf(node, field)} label="Rubric" />;
}

afterEach(cleanup);

it("hints at what a rubric is, and keeps none that is empty", () => {
  workflowStore.getState().load(workflow([{ id: "s", type: "score", data: { method: "judge" } }]));
  const { container } = render(<Editor />);
  expect(container.textContent).toContain("What is judged, and what is good");
  const view = EditorView.findFromDOM(screen.getByRole("textbox", { name: "Rubric" }));
  const write = (text: string) =>
    act(() => view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }));
  const data = () => workflowStore.getState().workflow?.nodes[0]?.data;
  write("Is it true?");
  expect(data()?.rubric).toBe("Is it true?");
  write("");
  expect(data()?.rubric).toBeUndefined();
});
