import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { prompt, workflow } from "@/store/testWorkflow";
import { useNode, workflowStore } from "@/store/useWorkflow";
import { PromptFields } from "./PromptFields";

function Shown() {
  const node = useNode("p");
  return node && <PromptFields node={node} />;
}

afterEach(cleanup);

it("shows the text of a prompt under its label as it is written here and elsewhere", () => {
  workflowStore.getState().load(workflow([prompt("p", "Hi")]));
  render(<Shown />);
  const field = screen.getByLabelText<HTMLTextAreaElement>("Text");
  expect([field.tagName, field.value]).toEqual(["TEXTAREA", "Hi"]);
  fireEvent.change(field, { target: { value: "Hi {{name}}" } });
  expect(workflowStore.getState().workflow?.nodes[0]?.data.text).toBe("Hi {{name}}");
  expect(screen.getByRole("button", { name: "name no value" })).toBeTruthy();
  act(() => workflowStore.getState().updateNodeData("p", { text: "Bye" }));
  expect(field.value).toBe("Bye");
  expect(screen.queryByRole("button", { name: "name no value" })).toBeNull();
});
