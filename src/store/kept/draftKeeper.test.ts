import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { prompt, workflow } from "@/store/testWorkflow";
import { createWorkflowStore } from "@/store/workflowStore";
import { createDraftKeeper, type DraftKeeper } from "./draftKeeper";
import { createDrafts } from "./drafts";
import type { KeyValue } from "./keyValue";
import { refusingKeyValue, testKeyValue } from "./testKeyValue";

const running: DraftKeeper[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const keeper of running.splice(0)) keeper.stop();
  vi.useRealTimers();
});

function setup(kept: KeyValue & { kept?: Map<string, unknown> } = testKeyValue()) {
  const store = createWorkflowStore();
  const keeper = createDraftKeeper(store, createDrafts(kept, { own: "t", living: async () => new Set(["t"]) }));
  running.push(keeper);
  store.getState().load(workflow([prompt("a")]));
  const type = (text: string) => store.getState().updateNodeData("a", { text });
  const text = () => {
    const draft = kept.kept?.get("draft:wf_test:t") as { workflow: ReturnType<typeof workflow> } | undefined;
    return draft?.workflow.nodes[0]?.data.text;
  };
  return { store, keeper, type, text };
}

describe("the keeper of drafts", () => {
  it("keeps nothing while saves arrive", async () => {
    const { store, type, text, keeper } = setup();
    type("x");
    store.getState().setSaveState({ status: "dirty" });
    await vi.advanceTimersByTimeAsync(700);
    store.getState().setSaved(2, store.getState().edition);
    store.getState().setSaveState({ status: "saved" });
    await vi.advanceTimersByTimeAsync(5_000);
    expect([text(), keeper.isKept()]).toEqual([undefined, false]);
  });

  it("keeps every edit while the server is away, says so, and lets go when it has them", async () => {
    const { store, type, text } = setup();
    type("x");
    store.getState().setSaveState({ status: "offline" });
    await vi.advanceTimersByTimeAsync(200);
    expect([text(), store.getState().saveState]).toEqual(["x", { status: "offline", isKept: true }]);
    type("xy");
    await vi.advanceTimersByTimeAsync(200);
    expect(text()).toBe("xy");
    store.getState().setSaved(2, store.getState().edition);
    store.getState().setSaveState({ status: "saved" });
    await vi.advanceTimersByTimeAsync(0);
    expect(text()).toBeUndefined();
  });

  it("keeps what is slow to arrive, and at once when it is asked to", async () => {
    const { type, text, keeper, store } = setup();
    type("x");
    store.getState().setSaveState({ status: "saving" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(text()).toBe("x");
    type("xy");
    expect([await keeper.flush(), text(), keeper.isKept()]).toEqual([true, "xy", true]);
  });

  it("leaves the draft of a document that another one takes the place of", async () => {
    const { type, text, keeper, store } = setup();
    type("x");
    await keeper.flush();
    store.getState().load({ ...workflow([]), id: "other" });
    await vi.advanceTimersByTimeAsync(2_000);
    expect([text(), keeper.isKept()]).toEqual(["x", false]);
  });

  it("does not claim to have kept what the browser refuses", async () => {
    const { type, keeper, store } = setup(refusingKeyValue());
    type("x");
    store.getState().setSaveState({ status: "offline" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect([keeper.isKept(), await keeper.flush(), store.getState().saveState]).toEqual([
      false,
      false,
      { status: "offline" },
    ]);
  });
});
