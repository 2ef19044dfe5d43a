import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { type Autosave, type AutosaveOptions, createAutosave } from "./autosave";
import { prompt, workflow } from "./testWorkflow";
import { createWorkflowStore } from "./workflowStore";

const offline = () => new AppError("upstream_unavailable", "No answer", { offline: true });

function setup(save: AutosaveOptions["save"], read: AutosaveOptions["read"] = async () => workflow([])) {
  const store = createWorkflowStore();
  store.getState().load(workflow([prompt("a")]));
  const autosave = createAutosave({ store, save, read, delayMs: 100, retryMs: 1_000 });
  running.push(autosave);
  const type = (text: string) => store.getState().updateNodeData("a", { text });
  return { store, autosave, type, status: () => store.getState().saveState.status };
}

const running: Autosave[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const autosave of running.splice(0)) autosave.stop();
  vi.useRealTimers();
});

const accept = async (document: Workflow) => ({ ...document, revision: document.revision + 1 });

describe("autosave", () => {
  it("writes once, a moment after the last of several edits", async () => {
    const save = vi.fn(accept);
    const { type, status, store } = setup(save);
    type("H");
    expect(status()).toBe("dirty");
    await vi.advanceTimersByTimeAsync(60);
    type("Hi");
    await vi.advanceTimersByTimeAsync(60);
    expect(save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(60);
    expect(save).toHaveBeenCalledTimes(1);
    expect(save.mock.calls[0]?.[0].nodes[0]?.data.text).toBe("Hi");
    expect(status()).toBe("saved");
    expect(store.getState().workflow?.revision).toBe(2);
  });

  it("has one request under way, and then sends what came in the meantime over the new revision", async () => {
    const answers: (() => void)[] = [];
    const save = vi.fn(
      (document: Workflow) =>
        new Promise<Workflow>((resolve) =>
          answers.push(() => resolve({ ...document, revision: document.revision + 1 })),
        ),
    );
    const { type, status } = setup(save);
    type("one");
    await vi.advanceTimersByTimeAsync(150);
    type("two");
    await vi.advanceTimersByTimeAsync(500);
    expect(save).toHaveBeenCalledTimes(1);
    answers[0]?.();
    await vi.advanceTimersByTimeAsync(150);
    expect(save).toHaveBeenCalledTimes(2);
    expect(save.mock.calls[1]?.[0]).toMatchObject({ revision: 2, nodes: [{ data: { text: "two" } }] });
    answers[1]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(status()).toBe("saved");
  });

  it("tries again by itself while the server does not answer", async () => {
    const save = vi.fn(accept).mockRejectedValueOnce(offline());
    const { type, status, store } = setup(save);
    type("x");
    await vi.advanceTimersByTimeAsync(150);
    expect(status()).toBe("offline");
    const seen: string[] = [];
    store.subscribe(({ saveState }) => seen.push(saveState.status));
    save.mockRejectedValueOnce(offline());
    await vi.advanceTimersByTimeAsync(1_000);
    // The screen does not change its words with every try.
    expect([save.mock.calls.length, status(), seen]).toEqual([2, "offline", []]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(save).toHaveBeenCalledTimes(3);
    expect(status()).toBe("saved");
  });

  it("takes a document that was deleted elsewhere for a conflict", async () => {
    const { type, store } = setup(vi.fn().mockRejectedValue(new AppError("not_found", "Gone")));
    type("x");
    await vi.advanceTimersByTimeAsync(150);
    expect(store.getState().saveState).toEqual({ status: "conflict", isGone: true });
  });

  it("stops at a conflict and writes nothing over it, whatever is typed", async () => {
    const save = vi.fn().mockRejectedValue(new AppError("conflict", "Revision 5 is there"));
    const { type, status } = setup(save, async () => workflow([prompt("a", "theirs")], [], 5));
    type("mine");
    await vi.advanceTimersByTimeAsync(150);
    expect(status()).toBe("conflict");
    type("mine, more");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save).toHaveBeenCalledTimes(1);
  });

  it("knows its own save again when the answer to it was lost", async () => {
    const save = vi.fn().mockRejectedValue(new AppError("conflict", "Revision 2 is there"));
    const { type, status, store } = setup(save, async () => ({ ...workflow([prompt("a", "mine")]), revision: 2 }));
    type("mine");
    await vi.advanceTimersByTimeAsync(150);
    expect(status()).toBe("saved");
    expect(store.getState().workflow?.revision).toBe(2);
  });

  it("sends the last edit along when the page goes away", () => {
    const save = vi.fn(accept);
    const { type, autosave } = setup(save);
    type("last words");
    expect(autosave.wouldLose()).toBe(false);
    autosave.leave();
    expect(save).toHaveBeenCalledWith(expect.anything(), { keepalive: true });
  });

  it("would rather ask than lose a document that is too large to send along", () => {
    const { type, autosave } = setup(vi.fn(accept));
    type("x".repeat(70_000));
    expect(autosave.wouldLose()).toBe(true);
  });

  it("says what the server said when it refuses", async () => {
    const save = vi.fn().mockRejectedValue(new AppError("too_large", "More than 10 MB"));
    const { type, store } = setup(save);
    type("x");
    await vi.advanceTimersByTimeAsync(150);
    expect(store.getState().saveState).toMatchObject({ status: "failed", error: { code: "too_large" } });
  });
});
