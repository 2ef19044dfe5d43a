import { describe, expect, it } from "vitest";
import type { RunEventBody } from "@/types/run";
import { resumePointOf } from "./testResume";
import { llm, node, testPayer, testUsage } from "./testRun";

const nodes = [node("p", "prompt", { text: "x" }), llm("m"), llm("n"), node("o", "output", { format: "auto" })];
const wires = ["p.text>m.prompt", "m.text>n.prompt", "n.text>o.value"];

const start = (id: string, attempt = 1): RunEventBody => ({ type: "node-start", node: id, attempt });
const end = (id: string, more: object = {}): RunEventBody => ({
  type: "node-end",
  node: id,
  output: { text: id },
  cached: false,
  durationMs: 1,
  ...more,
});
const error = { code: "content_rejected", message: "No." };
const fail = (id: string): RunEventBody => ({ type: "node-error", node: id, error });
const park = { until: "2026-11-21T14:05:00Z", window: "5 h", account: "work" };
const item = (id: string, place: number, more: object): RunEventBody => ({
  type: "node-item",
  node: id,
  item: place,
  status: "done",
  attempt: 1,
  output: { text: `${place}` },
  durationMs: 1,
  ...more,
});
const failedItem = (id: string, place: number) => item(id, place, { status: "failed", output: undefined, error });

const leftBy = (...events: RunEventBody[]) => resumePointOf(events, nodes, wires);
const retrying = (...events: RunEventBody[]) => resumePointOf(events, nodes, wires, { retryFailed: true });
const itemsOf = (point: ReturnType<typeof leftBy>, id: string) => Object.fromEntries(point.finishedItems.get(id) ?? []);

describe("where a run goes on", () => {
  it("knows when it began", () => {
    const begun = { type: "run-start", workflow: park, workflowId: "w", total: 4, inputs: {}, at: "2026-11-21" };
    expect(resumePointOf([begun as unknown as RunEventBody], nodes, wires).startedAt).toBe("2026-11-21");
    expect(leftBy().startedAt).toBeUndefined();
  });

  it("knows a node as at work until it ends, fails, parks, waits for its place, or the run ends", () => {
    const others: RunEventBody[] = [
      end("m"),
      fail("m"),
      { type: "node-park", node: "m", ...park },
      { type: "node-queue", node: "m" },
      { type: "run-end", status: "cancelled", outputs: {} },
    ];
    expect([...leftBy(start("m"), start("n")).inFlight]).toEqual(["m", "n"]);
    for (const event of others) expect([...leftBy(start("m"), event).inFlight], event.type).toEqual([]);
  });

  it("takes the last attempt of a node for what it is", () => {
    const again = leftBy(start("m"), end("m"), fail("n"), start("m", 2), start("n", 3));
    expect([again.finished.size, again.failed.size]).toEqual([0, 0]);
    expect(Object.fromEntries(again.attempts)).toEqual({ m: 2, n: 3 });
    expect([...leftBy(start("m"), fail("m")).failed]).toEqual(["m"]);
    expect(leftBy(start("m"), end("m", { items: 2 })).finished.get("m")).toMatchObject({
      output: { text: "m" },
      items: 2,
    });
  });

  it("lets a parked node wait until it starts, or until the whole run goes on", () => {
    const parked: RunEventBody = { type: "node-park", node: "m", ...park };
    expect(leftBy(parked).parked.get("m")).toEqual(park);
    expect(leftBy(parked, { type: "run-resume", only: "failed" }).parked.size).toBe(1);
    expect(leftBy(parked, { type: "run-resume" }).parked.size).toBe(0);
    expect(leftBy(parked, start("m", 2)).parked.size).toBe(0);
  });

  it("keeps items with what they cost, of nodes that are not done", () => {
    const spent = { usage: testUsage, payer: testPayer, calls: 2 };
    const items = [item("m", 0, spent), item("m", 2, { output: undefined }), failedItem("m", 1)];
    expect(itemsOf(leftBy(start("m"), ...items), "m")).toMatchObject({
      0: { outcome: { status: "done", output: { text: "0" }, ...spent } },
      1: { outcome: { status: "failed", error } },
      2: { outcome: { status: "done", output: {} } },
    });
    const unknown = item("m", 0, { status: "failed", error: undefined });
    expect(itemsOf(leftBy(unknown), "m")).toMatchObject({
      0: { outcome: { error: { code: "internal", message: "This item failed." } } },
    });
    expect(leftBy(...items, end("m")).finishedItems.size).toBe(0);
  });
});

describe("a run of which the failures are tried again", () => {
  const wholeRun = [end("p"), end("m"), fail("n"), end("o")];

  it("keeps what does not hang on them", () => {
    const point = retrying(...wholeRun);
    expect([...point.finished.keys()]).toEqual(["p", "m"]);
    expect(point.failed.size).toBe(0);
    expect([...leftBy(...wholeRun).failed]).toEqual(["n"]);
  });

  it("goes on so after another cut, but not where failures were to stay", () => {
    expect([...leftBy(...wholeRun, { type: "run-resume", retryFailed: true }).finished.keys()]).toEqual(["p", "m"]);
    expect([...leftBy(...wholeRun, { type: "run-resume" }).failed]).toEqual(["n"]);
    expect(leftBy(...wholeRun, { type: "run-resume" }).finished.size).toBe(3);
  });

  it("runs a node with failed items again for these alone, and one without not at all", () => {
    const point = retrying(item("m", 0, {}), failedItem("m", 1), end("m", { failedItems: 1 }), end("p"));
    expect([...point.finished.keys()]).toEqual(["p"]);
    expect(itemsOf(point, "m")).toEqual({ 0: { outcome: expect.objectContaining({ output: { text: "0" } }) } });
    expect([...retrying(end("p"), end("m", { failedItems: 0 })).finished.keys()]).toEqual(["p", "m"]);
  });

  it("keeps of what hangs on them only items whose key will tell", () => {
    const point = retrying(fail("m"), item("n", 0, { key: "k0" }), item("n", 1, {}), failedItem("n", 2));
    expect(itemsOf(point, "n")).toEqual({
      0: { outcome: expect.objectContaining({ output: { text: "0" } }), key: "k0", ifKey: "k0" },
    });
  });

  it("does so too where the node that hangs on another had failed itself", () => {
    const point = retrying(fail("m"), item("n", 0, { key: "k0" }), item("n", 1, {}), fail("n"));
    expect(Object.keys(itemsOf(point, "n"))).toEqual(["0"]);
    expect(point.finishedItems.get("n")?.get(0)?.ifKey).toBe("k0");
  });
});
