import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { dialogStore } from "@/store/dialogStore";
import { prompt, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { DocumentBoundary } from "./DocumentBoundary";
import { type SeenRequest, serve, stopServing } from "./testServer";

afterEach(async () => {
  cleanup();
  await stopServing();
});

const bad = { ...workflow([prompt("a")]), id: "bad" };
const good = { ...workflow([prompt("a")]), id: "good" };
const summary = (id: string) => ({ id, name: id, revision: 1, nodeCount: 1, updatedAt: "2026-11-28T10:00:00Z" });

function Drawing() {
  const { workflow: open } = workflowStore.getState();
  if (open?.id === "bad") throw new Error("cannot be drawn");
  return <p>drawn</p>;
}

it("puts words and ways out in the place of a document that cannot be drawn, and takes it off the plain address", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const seen = serve({
    "GET /api/settings": { lastWorkflowId: "bad" },
    "PUT /api/settings": (request: SeenRequest) => request.body,
    "GET /api/workflows": { workflows: [summary("bad"), summary("good")] },
  });
  workflowStore.getState().load(bad);
  render(
    <DocumentBoundary>
      <Drawing />
    </DocumentBoundary>,
  );
  expect(screen.getByRole("alert").textContent).toContain("This workflow cannot be drawn");
  expect(screen.getByRole("button", { name: "Download it" })).toBeTruthy();
  await vi.waitFor(() =>
    expect(seen.at(-1)).toMatchObject({ method: "PUT", path: "/api/settings", body: { lastWorkflowId: "good" } }),
  );
  fireEvent.click(screen.getByRole("button", { name: "Open another workflow" }));
  expect(dialogStore.getState().dialog).toEqual({ kind: "switcher" });

  act(() => workflowStore.getState().load(good));
  expect(screen.getByText("drawn")).toBeTruthy();
  vi.restoreAllMocks();
});
