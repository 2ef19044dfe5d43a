import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { idleNode, idleRun } from "@/store/runReducer";
import { llm, workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { NodeStatusLabel } from "./NodeStatusLabel";

const ids = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

/** So many nodes stream. */
function stream(count: number) {
  const nodes = Object.fromEntries(
    ids.slice(0, count).map((id) => [id, { ...idleNode, status: "streaming" as const }]),
  );
  act(() => runStore.setState({ run: { ...idleRun, id: "run_1", status: "running", nodes } }));
}

beforeEach(() => workflowStore.getState().load(workflow(ids.map((id) => llm(id)))));
afterEach(() => {
  cleanup();
  runStore.setState({ run: idleRun });
});

it("turns while few nodes are at work, and stands still among many", () => {
  stream(8);
  render(<NodeStatusLabel nodeId="a" />);
  const isTurning = () => screen.getByText("Streaming").querySelector(".animate-spin") !== null;
  expect(isTurning()).toBe(true);
  stream(9);
  expect(isTurning()).toBe(false);
  stream(8);
  expect(isTurning()).toBe(true);
});
