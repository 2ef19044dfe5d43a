import { beforeEach, describe, expect, it } from "vitest";
import { prompt, workflow } from "@/store/testWorkflow";
import type { Workflow } from "@/types/workflow";
import { createDrafts } from "./drafts";
import { refusingKeyValue, testKeyValue } from "./testKeyValue";

const saved = workflow([prompt("a", "saved")], [], 3);
const edited = workflow([prompt("a", "edited")], [], 3);

let store: ReturnType<typeof testKeyValue>;
let living: Set<string> | undefined;
let nowMs: number;
beforeEach(() => {
  store = testKeyValue();
  living = new Set();
  nowMs = 1_000;
});

function tab(own: string) {
  living?.add(own);
  return createDrafts(store, { own, living: async () => living }, () => nowMs);
}
const close = (own: string) => living?.delete(own);

describe("drafts", () => {
  it("are taken over from a tab that is gone, once, and not from one that is open", async () => {
    await tab("one").keep(edited);
    expect(await tab("two").adopt(saved)).toBeUndefined();
    close("one");
    expect(await tab("two").adopt(saved)).toEqual(edited);
    close("two");
    expect([...store.kept.keys()]).toEqual(["draft:wf_test:two"]);
    expect(await tab("three").adopt(saved)).toEqual(edited);
  });

  it("are this tab's own again when it comes back to a document", async () => {
    const drafts = tab("one");
    await drafts.keep(edited);
    expect(await drafts.adopt(saved)).toEqual(edited);
    await drafts.drop("wf_test");
    expect(await drafts.adopt(saved)).toBeUndefined();
  });

  it("are dropped when their save has arrived, and kept when something else was saved", async () => {
    await tab("one").keep(edited);
    close("one");
    expect(await tab("two").adopt({ ...edited, revision: 4 })).toBeUndefined();
    expect(store.kept.size).toBe(0);
    await tab("one").keep(edited);
    close("one");
    expect(await tab("two").adopt(workflow([prompt("a", "theirs")], [], 4))).toEqual(edited);
  });

  it("of several tabs come one after the other, the newest first", async () => {
    await tab("one").keep(edited);
    nowMs += 1;
    const newer = workflow([prompt("a", "newer")], [], 3);
    await tab("two").keep(newer);
    close("one");
    close("two");
    const third = tab("three");
    expect(await third.adopt(saved)).toEqual(newer);
    await third.drop("wf_test");
    expect(await third.adopt(saved)).toEqual(edited);
  });

  it("of a document that the server never had, or has no more, are found without it", async () => {
    const fresh: Workflow = { ...edited, id: "fresh", revision: 0 };
    await tab("one").keep(fresh);
    await tab("one").keep(edited);
    close("one");
    expect(await tab("two").adoptUnsaved()).toEqual(fresh);
    expect(await tab("two").adoptUnsaved("wf_test")).toEqual(edited);
    expect(await tab("two").adoptUnsaved("other")).toBeUndefined();
  });

  it("wait a minute where the browser does not tell which tabs are open", async () => {
    living = undefined;
    await tab("one").keep(edited);
    expect(await tab("two").adopt(saved)).toBeUndefined();
    nowMs += 60_000;
    expect(await tab("two").adopt(saved)).toEqual(edited);
  });

  it("that are no documents any more are passed over, and a browser that keeps nothing says so", async () => {
    store.kept.set("draft:wf_test:gone", { tab: "gone", atMs: 1, workflow: { id: "wf_test" } });
    expect(await tab("one").adopt(saved)).toBeUndefined();
    const none = createDrafts(refusingKeyValue(), { own: "x", living: async () => new Set() });
    expect(await none.keep(edited)).toBe(false);
    await none.drop("wf_test");
    expect([await none.adopt(saved), await none.adoptUnsaved()]).toEqual([undefined, undefined]);
  });
});
