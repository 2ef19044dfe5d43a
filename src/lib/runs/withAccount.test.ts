import { describe, expect, it } from "vitest";
import { node, wire } from "@/lib/engine/testRun";
import { noChildren } from "@/lib/nodes/heldChildren";
import type { RunEvent, RunEventBody } from "@/types/run";
import { accountsInTheWay, accountsOf, withAccount } from "./withAccount";

const typeOf = (data: object) => ("variants" in data ? "compare" : "llmGenerate");
const plan = (account?: string) => ({ provider: "openai-auth", model: "m", ...(account && { account }) });

describe("another account", () => {
  const change = (data: Record<string, unknown>, instead: string[]) => {
    const { nodes, edges } = withAccount(
      { nodes: [{ ...node("n", typeOf(data), data), title: "T" }], edges: [wire("a.out>n.in")] },
      { instead, use: "new" },
    );
    expect(edges).toEqual([wire("a.out>n.in")]);
    expect(nodes[0]).toMatchObject({ id: "n", type: typeOf(data), title: "T" });
    return nodes[0]?.data;
  };

  it("takes the place of those that are named, the default one under an empty name", () => {
    expect(change(plan("old"), ["old"])).toEqual(plan("new"));
    expect(change(plan(), [""])).toEqual(plan("new"));
    expect(change(plan("old"), [""])).toEqual(plan("old"));
    expect(change(plan(), ["old"])).toEqual(plan());
  });

  it("never takes the place of a key, or of what is no name", () => {
    const key = { provider: "openai", model: "m", account: "old" };
    expect(change(key, ["old", ""])).toEqual(key);
    expect(change({ ...plan(), account: 5 }, [""])).toEqual({ ...plan(), account: 5 });
  });

  it("comes into each variant by itself", () => {
    const variants = [plan("old"), plan("other"), { provider: "google", model: "g" }];
    expect(change({ variants }, ["old"])).toEqual({ variants: [plan("new"), ...variants.slice(1)] });
  });
});

describe("the accounts that a node names", () => {
  it.each([
    [plan("a"), ["a"]],
    [plan(), [""]],
    [{ ...plan(), account: 5 }, [""]],
    [{ provider: "openai", account: "a" }, []],
    [{ text: "x" }, []],
    [{ variants: [plan("a"), null, "x", plan(), { provider: "google" }] }, ["a", ""]],
  ])("of %j are %j", (data, accounts) => {
    expect(accountsOf(node("n", typeOf(data), data))).toEqual(accounts);
  });
});

describe("the accounts in a run's way", () => {
  const nodes = [
    node("p", "llmGenerate", plan("named")),
    node("f", "llmGenerate", plan("failing")),
    node("k", "llmGenerate", { provider: "openai" }),
  ];
  const inTheWay = (...events: RunEventBody[]) =>
    accountsInTheWay(
      events.map((event, index): RunEvent => ({ ...event, seq: index + 1, at: "2026-11-21T12:00:00Z" })),
      { nodes, edges: [] },
      noChildren,
    );
  const error = { code: "timeout", message: "Late." };
  const item = { type: "node-item", node: "f", item: 0, attempt: 1, durationMs: 1 } as const;

  it("are those of nodes that parked or failed, each once", () => {
    expect(inTheWay({ type: "node-park", node: "p", until: null, account: "met" })).toEqual(["met", "named"]);
    expect(inTheWay({ type: "node-park", node: "p", until: null, account: "named" })).toEqual(["named"]);
    expect(inTheWay({ type: "node-error", node: "f", error }, { type: "node-error", node: "k", error })).toEqual([
      "failing",
    ]);
    expect(inTheWay({ ...item, status: "failed", error })).toEqual(["failing"]);
    expect(inTheWay({ ...item, status: "done", output: {} })).toEqual([]);
  });

  it("are no longer those of a node that has begun again, or that the document does not have", () => {
    expect(inTheWay({ type: "node-error", node: "f", error }, { type: "node-start", node: "f", attempt: 2 })).toEqual(
      [],
    );
    expect(inTheWay({ type: "node-error", node: "gone", error })).toEqual([]);
    expect(inTheWay({ type: "node-park", node: "gone", until: null, account: "met" })).toEqual(["met"]);
  });
});
