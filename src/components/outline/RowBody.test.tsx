import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { serve, stopServing } from "@/components/testServer";
import { idleNode, idleRun } from "@/store/runReducer";
import { workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import type { OpenQuestion } from "@/types/answers";
import { RowBody } from "./RowBody";

afterEach(async () => {
  cleanup();
  runStore.getState().clear();
  await stopServing();
});

it("an open line asks what its node asks, and takes the answer", async () => {
  serve({ "GET /api/settings": {} });
  const node = { id: "r", type: "review", title: "Look", data: { question: "Send it?", mode: "approve" } };
  const question: OpenQuestion = {
    node: "r",
    kind: "review",
    mode: "approve",
    question: "Send it?",
    value: "An owl.",
    at: "",
  };
  const asking = { ...idleNode, status: "waiting" as const, questions: [question] };
  workflowStore.getState().load(workflow([node]));
  runStore.setState({ run: { ...idleRun, id: "run", status: "waiting", nodes: { r: asking } } });
  render(<RowBody node={node} run={asking} isPhone />);
  expect(await screen.findByText("Send it?")).toBeDefined();
  expect(screen.getByText("An owl.")).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Approve" }).disabled).toBe(false);
});
