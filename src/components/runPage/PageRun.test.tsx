import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { serve, stopServing } from "@/components/testServer";
import { idleRun, reduceRunBatch } from "@/store/runReducer";
import type { PageForm } from "@/types/pages";
import type { RunEvent, RunEventBody } from "@/types/run";
import { PageRun } from "./PageRun";

const form: PageForm = {
  ...{ id: "w", name: "Greeting", isByLink: false },
  inputs: [{ name: "who", kind: "text", title: "Who?", required: true }],
  outputs: [{ name: "greeting", node: "o", format: "auto", from: ["m"] }],
  steps: [
    { node: "p", type: "prompt" },
    { node: "m", type: "llmGenerate", title: "Greeting" },
    { node: "n", type: "llmGenerate" },
    { node: "o", type: "output" },
  ],
};
const hidden = { asset: "", mime: "application/json", bytes: 0 };
const begun: RunEventBody[] = [
  { type: "run-start", workflow: hidden, workflowId: "w", total: 4, inputs: {} },
  { type: "node-end", node: "p", output: {}, cached: false, durationMs: 1 },
  { type: "node-start", node: "m", attempt: 1 },
];

function show(bodies: RunEventBody[], change: Partial<PageForm> = {}) {
  const events = bodies.map((body, index) => ({ seq: index + 1, at: "2026-11-01T10:00:00Z", ...body }) as RunEvent);
  const run = { ...reduceRunBatch(idleRun, events), id: "r" };
  const onChange = vi.fn();
  render(
    <PageRun
      form={{ ...form, ...change }}
      shown={{ run, inputs: {}, isLost: false }}
      onChange={onChange}
      onAnswered={() => {}}
    />,
  );
  return onChange;
}

afterEach(async () => {
  cleanup();
  await stopServing();
});

describe("a run on a page", () => {
  it("says what is being done, and how much of it is done", () => {
    show(begun);
    expect(screen.getByText("Writing: Greeting…")).toBeTruthy();
    expect(screen.getByText("1 of 4")).toBeTruthy();
  });

  it("says of several steps the first, by its kind where it has no title", () => {
    const steps = form.steps.toReversed();
    show([...begun, { type: "node-start", node: "n", attempt: 1 }], { steps });
    expect(screen.getByText("Writing… and 1 more")).toBeTruthy();
  });

  it("can be stopped while it is at work", async () => {
    const seen = serve({
      "POST /api/pages/w/runs/r/cancel": { id: "r", status: "cancelled", createdAt: "", problems: 0 },
    });
    show(begun);
    fireEvent.click(screen.getByRole("button", { name: "Stop" }));
    await vi.waitFor(() => expect(seen.map(({ path }) => path)).toEqual(["/api/pages/w/runs/r/cancel"]));
  });

  it("says until when it waits", () => {
    const park: RunEventBody = { type: "node-park", node: "m", until: "2099-11-01T10:00:00Z", account: "" };
    show([...begun, park, { type: "run-end", status: "parked", outputs: {} }]);
    expect(screen.getByText(/^It waits until .*2099|^It waits until .*Nov/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Stop" })).toBeTruthy();
  });

  it("leads to where a failure is mended, or says who can mend it", () => {
    const error = { code: "auth_required", message: "No account.", action: "connect" };
    const failed: RunEventBody[] = [
      ...begun,
      { type: "node-error", node: "m", error },
      { type: "run-end", status: "failed", outputs: {} },
    ];
    show(failed);
    expect(screen.getByText("Greeting failed")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Open on the canvas" }).getAttribute("href")).toBe("/?workflow=w");
    cleanup();
    show(failed, { isByLink: true });
    expect(screen.queryByRole("link")).toBeNull();
    expect(screen.getByText("Whoever made this link can mend this on the canvas.")).toBeTruthy();
  });

  it("shows results of outputs that the workflow has no more, and fills the form again", () => {
    const onChange = show([...begun, { type: "run-end", status: "completed", outputs: { older: "Hello" } }]);
    expect(screen.getByRole("article", { name: "Output older" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Run again with changes" }));
    expect(onChange).toHaveBeenCalled();
  });
});
