import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { prompt, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { WorkflowName } from "./WorkflowName";

afterEach(cleanup);

it("leaves Enter to an input method that is at work, and keeps the name with the next", () => {
  workflowStore.getState().load(workflow([prompt("a")]));
  render(<WorkflowName />);
  fireEvent.click(screen.getByRole("button", { name: "Test" }));
  const field = screen.getByRole("textbox");
  fireEvent.change(field, { target: { value: "ce shi" } });
  fireEvent.keyDown(field, { key: "Enter", isComposing: true });
  fireEvent.change(field, { target: { value: "测试" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(workflowStore.getState().workflow?.name).toBe("测试");
  expect(screen.queryByRole("textbox")).toBeNull();
});
