import { cleanup, render, screen } from "@testing-library/react";
import { ReactFlowProvider } from "@xyflow/react";
import { afterEach, expect, it } from "vitest";
import { idleNode } from "@/store/runReducer";
import { prompt, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { NodeError } from "./NodeError";
import { NodeFailure } from "./NodeFailure";

afterEach(cleanup);

it("tells what a run left out or sent in another form, of a node of any kind and whatever became of it", () => {
  workflowStore.getState().load(workflow([prompt("a")]));
  const notices = [{ code: "pages_without_text", message: "Pages 2 and 3 have no text." }];
  const { rerender } = render(<NodeError nodeId="a" run={{ ...idleNode, status: "done", notices }} />, {
    wrapper: ReactFlowProvider,
  });
  expect(screen.getByText("Pages 2 and 3 have no text.")).toBeTruthy();
  const error = { code: "timeout", message: "Too slow." };
  rerender(<NodeError nodeId="a" run={{ ...idleNode, status: "failed", error, notices }} />);
  expect(screen.getByText("Pages 2 and 3 have no text.")).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("Too slow.");
  rerender(<NodeError nodeId="a" run={{ ...idleNode, status: "done" }} />);
  expect(screen.queryByText("Pages 2 and 3 have no text.")).toBeNull();
});

it.each(["not-connected", "ready"] as const)("tells it too where the payer was missing and is %s", (connection) => {
  workflowStore.getState().load(workflow([prompt("a")]));
  const notices = [{ code: "pages_without_text", message: "Pages 2 and 3 have no text." }];
  const error = { code: "auth_required", message: "Nobody is connected." };
  const run = { ...idleNode, status: "failed" as const, error, notices };
  render(<NodeFailure nodeId="a" run={run} connection={connection} />, { wrapper: ReactFlowProvider });
  expect(screen.getByText("Pages 2 and 3 have no text.")).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});
