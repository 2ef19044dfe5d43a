import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import type { RunEventBody } from "@/types/run";
import { resumePointOf } from "./testResume";
import { answering, llm, node, run } from "./testRun";

const list = (id: string, ...items: string[]) => node(id, "list", { text: items.join("\n"), split: "lines" });
const prompt = (id: string, text: string) => node(id, "prompt", { text });
const output = (id: string) => node(id, "output", { format: "auto" });
const resetsAt = "2026-11-21T14:05:00Z";

/** Meets the limit at the prompts that `isOver` names. */
const limited = (isOver: (text: string) => boolean, asked: string[] = []) =>
  answering((text) => {
    asked.push(text);
    if (!isOver(text)) return text.toUpperCase();
    throw new AppError("usage_limit_reached", "The limit is reached.", { resetsAt, window: "5 h" });
  });

describe("a node that meets a usage limit", () => {
  const nodes = [
    prompt("p", "x"),
    prompt("q", "y"),
    llm("m", { account: "work" }),
    llm("n"),
    output("o"),
    output("kept"),
  ];
  const wires = ["p.text>m.prompt", "m.text>o.value", "q.text>n.prompt", "n.text>kept.value"];

  it("parks until the reset; what hangs on it waits, the rest goes on, and all that is done is kept", async () => {
    const { result, events } = await run(nodes, wires, { callLlm: limited((text) => text === "x") });
    expect(result).toEqual({ status: "parked", outputs: { kept: "Y" } });
    expect(events).toContainEqual({ type: "node-park", node: "m", until: resetsAt, window: "5 h", account: "work" });
    expect(events.some((event) => event.type === "node-skip" || event.type === "node-error")).toBe(false);
  });

  it("is waited for also where another node has failed, so that the run goes on by itself", async () => {
    const callLlm = answering((text) => {
      if (text === "x") throw new AppError("usage_limit_reached", "Reached.", { resetsAt, window: "5 h" });
      throw new AppError("content_rejected", "No.");
    });
    const { result, events } = await run(nodes, wires, { callLlm });
    expect(result.status).toBe("parked");
    expect(events.filter(({ type }) => type === "node-error")).toHaveLength(1);
  });

  it("parks without a time when a plan does not say when its limit ends", async () => {
    const untold = answering((text) => {
      if (text === "y") return "Y";
      throw new AppError("usage_limit_reached", "Reached.", { isPlanLimit: true, account: "work" });
    });
    const { result, events } = await run(nodes, wires, { callLlm: untold });
    expect(result).toEqual({ status: "parked", outputs: { kept: "Y" } });
    expect(events).toContainEqual({ type: "node-park", node: "m", until: null, account: "work" });
  });

  it("fails instead when nobody could take it up again, or when waiting does not help", async () => {
    const callLlm = limited((text) => text === "x");
    expect((await run(nodes, wires, { callLlm, onLimit: "fail" })).result.status).toBe("failed");
    const forGood = answering(() => {
      throw new AppError("usage_limit_reached", "No credit left.");
    });
    expect((await run(nodes, wires, { callLlm: forGood })).result.status).toBe("failed");
  });

  it("starts no more items, keeps those that are done, and goes on with the others", async () => {
    const asked: string[] = [];
    const graph = [
      [list("l", "a", "b", "c", "d"), llm("m", { maxParallel: 1 }), output("o")],
      ["l.items>m.prompt", "m.text>o.value"],
    ] as const;
    const first = await run([...graph[0]], [...graph[1]], { callLlm: limited((text) => text >= "c", asked) });
    expect([first.result, asked]).toEqual([{ status: "parked", outputs: {} }, ["a", "b", "c"]]);

    const resume = resumePointOf([...first.events, { type: "run-resume" }], [...graph[0]], [...graph[1]]);
    const second = await run([...graph[0]], [...graph[1]], { callLlm: limited(() => false, asked), resume });
    expect(second.result).toEqual({ status: "completed", outputs: { o: ["A", "B", "C", "D"] } });
    expect(asked).toEqual(["a", "b", "c", "c", "d"]);
    expect(second.events[0]).toEqual({ type: "node-start", node: "m", attempt: 2 });
  });

  it("goes on waiting while only what failed is tried again", async () => {
    const refusing = answering((text) => {
      const facts = { resetsAt, window: "5 h" };
      throw text === "x"
        ? new AppError("usage_limit_reached", "Over.", facts)
        : new AppError("content_rejected", "No.");
    });
    const first = await run(nodes, wires, { callLlm: refusing });
    expect(first.events).toContainEqual(expect.objectContaining({ type: "node-error", node: "n" }));
    const asked: string[] = [];
    const again: RunEventBody = { type: "run-resume", retryFailed: true, only: "failed" };
    const resume = resumePointOf([...first.events, again], nodes, wires);
    const second = await run(nodes, wires, { callLlm: limited((text) => text === "x", asked), resume });
    expect(asked).toEqual(["y"]);
    expect(second.result).toEqual({ status: "parked", outputs: { kept: "Y" } });
    expect(second.events).toContainEqual({
      type: "node-park",
      node: "m",
      until: resetsAt,
      window: "5 h",
      account: "work",
    });
  });
});
