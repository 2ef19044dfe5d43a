import { expect, it } from "vitest";
import type { RunEvent, RunEventBody } from "@/types/run";
import { idleRun, reduceRunBatch } from "./runReducer";

const run = (...bodies: RunEventBody[]): RunEvent[] =>
  bodies.map((body, index) => ({ ...body, seq: index + 1, at: `2026-11-29T00:00:0${index % 10}.000Z` }));

const told = (call: string, rest: Partial<Extract<RunEventBody, { type: "node-tool" }>>): RunEventBody => ({
  ...{ type: "node-tool", node: "a", call, server: "files", name: "read", arguments: "{}", status: "started" },
  ...rest,
});

const asset = { asset: "0".repeat(64), mime: "text/markdown", bytes: 70_000 };

it("has each call once, in its order, as far as it has come", () => {
  const error = { code: "tool_failed", message: "It went away." };
  const { nodes } = reduceRunBatch(
    idleRun,
    run(
      { type: "node-start", node: "a", attempt: 1 },
      told("c1", { status: "started" }),
      told("c2", { name: "write", status: "asked" }),
      told("c1", { status: "done", output: { text: "x", whole: asset }, durationMs: 3 }),
      told("c2", { name: "write", status: "failed", error }),
    ),
  );
  expect(nodes.a).toMatchObject({ status: "running" });
  expect(nodes.a?.tools).toEqual([
    {
      call: "c1",
      server: "files",
      name: "read",
      arguments: "{}",
      status: "done",
      text: "x",
      whole: asset,
      durationMs: 3,
    },
    { call: "c2", server: "files", name: "write", arguments: "{}", status: "failed", error },
  ]);
});

it("keeps the calls of an earlier attempt, and those of the item that made them", () => {
  const { nodes } = reduceRunBatch(
    idleRun,
    run(
      { type: "node-start", node: "a", attempt: 1 },
      told("c1", { item: 1, status: "done", output: { text: "y".repeat(5000) } }),
      told("c2", { item: 2 }),
      { type: "run-end", status: "waiting", outputs: {} },
      { type: "run-resume" },
      { type: "node-start", node: "a", attempt: 2 },
      { type: "node-delta", node: "a", item: 1, text: "Hi" },
      { type: "node-item", node: "a", item: 1, status: "done", attempt: 2, output: { text: "Hi" }, durationMs: 1 },
    ),
  );
  expect(nodes.a?.items?.[1]).toMatchObject({ status: "done", tools: [{ call: "c1", text: "y".repeat(4000) }] });
  expect(nodes.a?.items?.[2]).toMatchObject({ tools: [{ call: "c2" }] });
  expect(nodes.a?.tools).toBeUndefined();
});

it("begins with none in another run", () => {
  const before = reduceRunBatch(idleRun, run({ type: "node-start", node: "a", attempt: 1 }, told("c1", {})));
  const start = { type: "run-start", workflow: asset, workflowId: "w", total: 1, inputs: {} } as const;
  const after = reduceRunBatch(before, run(start, start, start, { type: "node-start", node: "a", attempt: 1 }));
  expect(after.nodes.a?.tools).toBeUndefined();
});
