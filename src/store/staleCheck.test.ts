import { describe, expect, it, vi } from "vitest";
import { AppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { createStaleCheck } from "./staleCheck";
import { prompt, workflow } from "./testWorkflow";
import { createWorkflowStore } from "./workflowStore";

const mine = workflow([prompt("a", "mine")], [], 3);
const theirs = workflow([prompt("a", "theirs")], [], 4);

function setup(read: () => Promise<Workflow> = async () => theirs, readRevision = vi.fn(async (_: string) => 4)) {
  const store = createWorkflowStore();
  store.getState().load(mine);
  let nowMs = 0;
  const check = createStaleCheck({ store, read, readRevision, now: () => nowMs });
  return { store, check, readRevision, state: () => store.getState().saveState, wait: (ms: number) => (nowMs += ms) };
}

describe("a tab whose document was saved elsewhere", () => {
  it("is told at once", async () => {
    const { check, state } = setup();
    await check.hear({ id: "wf_test", revision: 4 });
    expect(state()).toEqual({ status: "conflict" });
  });

  it("takes the revision over where the same was saved, so that its next save is no conflict", async () => {
    const { check, state, store } = setup(async () => ({ ...mine, revision: 4 }));
    await check.hear({ id: "wf_test", revision: 4 });
    expect([state(), store.getState().workflow?.revision]).toEqual([{ status: "saved" }, 4]);
  });

  it("is not disturbed by news of others, by old news, and by its own save", async () => {
    const { check, state, store } = setup();
    await check.hear({ id: "other", revision: 9 });
    await check.hear({ id: "wf_test", revision: 3 });
    store.getState().setSaveState({ status: "saving" });
    await check.hear({ id: "wf_test", revision: 4 });
    expect(state()).toEqual({ status: "saving" });
  });

  it("hears nothing of a document that was left while it asked", async () => {
    const { check, state, store } = setup(async () => {
      store.getState().load({ ...mine, id: "other" });
      return theirs;
    });
    await check.hear({ id: "wf_test", revision: 4 });
    expect(state()).toEqual({ status: "saved" });
  });
});

describe("asking the server", () => {
  it("tells of a save in another browser, and asks no more often than every few seconds", async () => {
    const { check, state, readRevision, wait } = setup(
      undefined,
      vi.fn(async () => 3),
    );
    await check.ask();
    await check.ask();
    expect([readRevision.mock.calls.length, state().status]).toEqual([1, "saved"]);
    wait(3_000);
    readRevision.mockResolvedValue(4);
    await check.ask();
    expect(state()).toEqual({ status: "conflict" });
    wait(3_000);
    await check.ask();
    expect(readRevision).toHaveBeenCalledTimes(2);
  });

  it("tells that the document was deleted, and nothing of a server that does not answer", async () => {
    const failing = vi.fn(async (_: string): Promise<number> => {
      throw new AppError("upstream_unavailable", "No answer", { offline: true });
    });
    const { check, state, wait } = setup(undefined, failing);
    await check.ask();
    expect(state()).toEqual({ status: "saved" });
    failing.mockRejectedValue(new AppError("not_found", "Gone"));
    wait(3_000);
    await check.ask();
    expect(state()).toEqual({ status: "conflict", isGone: true });
  });
});
