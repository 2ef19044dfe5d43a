import { describe, expect, it, vi } from "vitest";
import { node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import { AppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { createOffers } from "./offers";
import { createOffersWatch } from "./offersWatch";

/** Documents by id, and how often each was read. */
function storeOf(...workflows: Workflow[]) {
  const documents = new Map(workflows.map((workflow) => [workflow.id, workflow]));
  const reads: string[] = [];
  return {
    documents,
    reads,
    list: async () =>
      Array.from(documents.values(), ({ id, name, revision }) => ({ id, name, revision, nodeCount: 1, updatedAt: "" })),
    read: async (id: string) => {
      reads.push(id);
      return documents.get(id) ?? Promise.reject(new AppError("not_found", "There is none."));
    },
  };
}

const offered = (id: string, name: string, more: Partial<Workflow> = {}): Workflow => ({
  ...workflowOf(
    [node("p", "prompt", { text: "{{words}}" }), node("o", "output", { name: "said" })],
    ["p.text>o.value"],
    id,
  ),
  ...{ name, settings: { offer: true } },
  ...more,
});

describe("the list of offers", () => {
  it("has what is offered, in the order of names, and reads only what changed", async () => {
    const store = storeOf(offered("b", "Beta"), offered("a", "Alpha"), offered("c", "Closed", { settings: {} }));
    const offers = createOffers(new Set());
    expect((await offers.list(store)).map(({ name, workflowId }) => [name, workflowId])).toEqual([
      ["alpha", "a"],
      ["beta", "b"],
    ]);
    store.reads.length = 0;
    store.documents.set("c", offered("c", "Closed", { revision: 2 }));
    store.documents.delete("a");
    expect((await offers.list(store)).map(({ name }) => name)).toEqual(["beta", "closed"]);
    expect(store.reads).toEqual(["c"]);
  });

  it("goes on without a document that was deleted meanwhile, or cannot be read", async () => {
    const store = storeOf(offered("a", "Alpha"), offered("b", "Broken"), offered("g", "Gone"));
    const read = async (id: string) => {
      if (id === "b") throw new AppError("storage_failed", "It is damaged.", { id });
      if (id === "g") throw new AppError("not_found", "It is gone.");
      return store.read(id);
    };
    expect((await createOffers(new Set()).list({ ...store, read })).map(({ name }) => name)).toEqual(["alpha"]);
    const away = async () => Promise.reject(new AppError("storage_failed", "The disk is away."));
    await expect(createOffers(new Set()).list({ ...store, read: away })).rejects.toMatchObject({
      code: "storage_failed",
    });
  });
});

it("tells of a change that somebody else made, and of none that changes no offer", async () => {
  const store = storeOf(offered("a", "Alpha"));
  const looks: number[] = [];
  const list = async () => {
    looks.push(1);
    return store.list();
  };
  const onChange = vi.fn();
  const watch = createOffersWatch({
    offers: createOffers(new Set()),
    workflows: { ...store, list },
    onChange,
    everyMs: 1,
  });
  watch.start();
  await vi.waitFor(() => expect(looks.length).toBeGreaterThan(2));
  store.documents.set("c", offered("c", "Closed", { settings: {} }));
  await vi.waitFor(() => expect(store.reads).toContain("c"));
  expect(onChange).not.toHaveBeenCalled();
  store.documents.set("b", offered("b", "Beta"));
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce());
  watch.stop();
});
