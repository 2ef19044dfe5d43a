import { describe, expect, it } from "vitest";
import { noUsage } from "@/types/llm";
import type { RunEvent, RunEventBody } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { assetsIn } from "./assetsIn";
import { shownPortsOf, toPageEvent } from "./pageEvents";

const end = (node: string, port: string) => ({ node, port });
const workflow: Workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "w", name: "W", revision: 1 },
  nodes: [
    { id: "p", type: "prompt", data: { text: "SECRET" } },
    { id: "m", type: "llmGenerate", data: { provider: "openai-auth", model: "x" } },
    { id: "o", type: "output", data: {} },
  ],
  edges: [
    { id: "a", source: end("p", "text"), target: end("m", "prompt") },
    { id: "b", source: end("m", "text"), target: end("o", "value") },
  ],
  layout: { nodes: {}, groups: [] },
};
const shown = shownPortsOf(workflow);
const tell = (body: RunEventBody) => toPageEvent({ seq: 1, at: "2026-11-01T00:00:00Z", ...body } as RunEvent, shown);
const payer = { kind: "account" as const, id: "SECRET", provider: "openai-auth" as const, name: "SECRET" };
const snapshot = { asset: "SECRET", mime: "application/json", bytes: 1 };
const ended = { cached: false, durationMs: 1, key: "SECRET", usage: noUsage, payer };

describe("what a page is told of a run", () => {
  it.each<[string, RunEventBody]>([
    [
      "the document that ran and who pays",
      {
        type: "run-start",
        workflow: snapshot,
        workflowId: "w",
        by: "SECRET",
        through: { kind: "link", name: "SECRET" },
        total: 3,
        inputs: {},
        beforehand: snapshot,
      },
    ],
    ["a prompt", { type: "node-end", node: "p", output: { text: "SECRET" }, ...ended }],
    [
      "an answer's other outputs",
      { type: "node-end", node: "m", output: { text: "Hi", reasoning: "SECRET" }, ...ended },
    ],
    ["words of a prompt", { type: "node-delta", node: "p", text: "SECRET" }],
    ["what a model thinks", { type: "node-reasoning", node: "m", text: "SECRET" }],
    [
      "an item of a node between",
      {
        type: "node-item",
        node: "p",
        item: 0,
        status: "done",
        attempt: 1,
        output: { text: "SECRET" },
        durationMs: 1,
        key: "SECRET",
      },
    ],
    ["a notice of a prompt", { type: "notice", node: "p", code: "braces_as_text", message: "SECRET" }],
    ["whose limit it is", { type: "node-park", node: "m", until: null, account: "SECRET" }],
    [
      "facts of a failure",
      {
        type: "node-error",
        node: "m",
        error: { code: "timeout", message: "Late.", details: { account: "SECRET" } },
        payer,
      },
    ],
    ...["usage_limit_reached", "auth_required", "reauth_required", "plan_use_off", "not_allowed"].map(
      (code): [string, RunEventBody] => [
        `the name in words of ${code}`,
        { type: "node-error", node: "m", error: { code, message: "“SECRET” cannot pay." } },
      ],
    ),
    ["who stood in for whom", { type: "notice", node: "m", code: "failed_over", message: "Answered by SECRET." }],
    [
      "what a tool would do",
      {
        ...{ type: "node-wait", node: "m", kind: "tool", call: "1", server: "SECRET", name: "SECRET" },
        ...{ arguments: "SECRET", question: "SECRET", value: "SECRET" },
      },
    ],
    ["who answered, and what", { type: "node-answer", node: "m", approved: true, value: "SECRET", by: "SECRET" }],
    ["whose account goes on", { type: "run-resume", account: { instead: [], use: "SECRET" } }],
  ])("leaves out %s", (_, body) => {
    expect(JSON.stringify(body)).toContain("SECRET");
    expect(JSON.stringify(tell(body) ?? null)).not.toContain("SECRET");
  });

  it("asks reviews with all that they show, also those of a graph inside", () => {
    const review: RunEventBody = {
      ...{ type: "node-wait", node: "r", path: [{ node: "w" }], item: 1, kind: "review", mode: "choose" },
      ...{ question: "Which?", value: "x", options: ["A"] },
    };
    expect(tell(review)).toMatchObject(review);
    const tool: RunEventBody = { type: "node-wait", node: "m", kind: "tool", call: "1", question: "q", value: 1 };
    expect(tell(tool)).toMatchObject({ node: "m", call: "1", kind: "tool", question: "", value: null });
  });

  it("has the words and results that arrive in an output, and how far each step has come", () => {
    const delta: RunEventBody = { type: "node-delta", node: "m", text: "Hi" };
    expect(tell(delta)).toMatchObject(delta);
    expect(tell({ type: "node-end", node: "m", output: { text: "Hi" }, ...ended })).toMatchObject({
      output: { text: "Hi" },
    });
    expect(tell({ type: "node-end", node: "o", output: { value: ["Hi"] }, ...ended })).toMatchObject({
      output: { value: ["Hi"] },
    });
    expect(tell({ type: "node-start", node: "p", attempt: 1 })).toMatchObject({ type: "node-start", node: "p" });
    const until = "2026-11-01T00:00:00Z";
    const limit = { code: "usage_limit_reached", message: "A usage limit is reached.", action: "wait" };
    const error = { ...limit, details: { until, account: "x" } };
    expect(tell({ type: "node-error", node: "p", error })).toMatchObject({ error: { ...error, details: { until } } });
  });
});

it("finds every file that a value names", () => {
  const value = { a: [{ asset: "1", mime: "x" }, { deep: { asset: "2" } }], asset: { asset: "3" }, other: "4" };
  expect(assetsIn(value).toSorted()).toEqual(["1", "2", "3"]);
  expect(assetsIn("asset")).toEqual([]);
});

it("a page is told nothing of graphs inside of nodes, of tools and of rounds", () => {
  const path = [{ node: "m" }];
  expect(tell({ type: "node-end", node: "m", path, output: { text: "SECRET" }, ...ended })).toBeUndefined();
  expect(tell({ type: "node-round", node: "m", round: 1, output: { text: "SECRET" } })).toBeUndefined();
  const call = { call: "c", server: "SECRET", name: "SECRET", arguments: "SECRET" };
  expect(tell({ type: "node-tool", node: "m", status: "started", ...call })).toBeUndefined();
});
