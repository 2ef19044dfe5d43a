import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { authStatus, type SeenRequest, serve, stopServing } from "@/components/testServer";
import { startRun } from "@/store/runSession";
import { llm, workflow } from "@/store/testWorkflow";
import { runStore, useRun } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { RunQuestion } from "./RunQuestion";

function Page() {
  const question = useRun((state) => state.question);
  return question && <RunQuestion question={question} />;
}

const call = { provider: "openai-auth", account: "acc_1", model: "gpt-test", count: 3, cached: 0, inputTokens: 40 };

beforeEach(() => {
  serve({
    "GET /api/auth/openai/status": authStatus(),
    "GET /api/settings": { nodeDefaults: {}, runs: { askAboveCalls: 0 } },
    "POST /api/runs/preflight": { calls: [call], limits: [], warnings: [] },
    "POST /api/workflows": ({ body }: SeenRequest) => ({ ...(body as object), revision: 1 }),
    "PUT /api/workflows/wf_test": ({ body }: SeenRequest) => ({ ...(body as object), revision: 2 }),
  });
  workflowStore.getState().load(workflow([llm("a")]));
});
afterEach(async () => {
  cleanup();
  runStore.setState({ question: null });
  runStore.getState().clear();
  await stopServing();
});

it("gives the focus to the yes each time it is asked", async () => {
  render(<Page />);
  for (const time of ["first", "second"]) {
    void startRun();
    const yes = await screen.findByRole("button", { name: "Run 3 calls" });
    await waitFor(() => expect(document.activeElement, time).toBe(yes));
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  }
});
