import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import type { CallLlm } from "@/types/llm";
import { answering, llm, node, run, testPayer, testUsage } from "./testRun";

const prompt = (id: string, text: string) => node(id, "prompt", { text });
const output = (id: string, name?: string) =>
  node(id, "output", { format: "auto", ...(name === undefined ? {} : { name }) });

describe("runPlan", () => {
  it("takes a prompt through a model to an output and names the output", async () => {
    const { result, events } = await run(
      [prompt("p", "hello"), llm("m"), output("o", "answer")],
      ["p.text>m.prompt", "m.text>o.value"],
    );
    expect(result).toEqual({ status: "completed", outputs: { answer: "HELLO" } });
    expect(events.filter((event) => "node" in event && event.node === "m")).toEqual([
      { type: "node-start", node: "m", attempt: 1 },
      { type: "node-delta", node: "m", text: "HEL" },
      { type: "node-delta", node: "m", text: "LO" },
      {
        type: "node-end",
        node: "m",
        output: { text: "HELLO" },
        usage: testUsage,
        payer: testPayer,
        cached: false,
        durationMs: expect.any(Number),
      },
    ]);
  });

  it("tells what a model thinks, of the node and of each item, and hands it on like any other output", async () => {
    const thinking: CallLlm = async function* (call, signal) {
      yield { type: "reasoning-delta", text: "Hm." };
      for await (const event of answering(() => "yes")(call, signal)) {
        yield event.type === "end" ? { ...event, result: { ...event.result, reasoning: "Hm." } } : event;
      }
    };
    const nodes = [
      llm("m", { reasoningSummary: true }),
      node("l", "list", { text: "a\nb", split: "lines" }),
      llm("n"),
      output("o"),
    ];
    const arrows = ["m.reasoning>o.value", "l.items>n.prompt"];
    const { result, events } = await run([prompt("p", "x"), ...nodes], ["p.text>m.prompt", ...arrows], {
      callLlm: thinking,
    });
    expect(result.outputs).toEqual({ o: "Hm." });
    expect(events.filter(({ type }) => type === "node-reasoning")).toEqual([
      { type: "node-reasoning", node: "m", text: "Hm." },
      { type: "node-reasoning", node: "n", item: 0, text: "Hm." },
      { type: "node-reasoning", node: "n", item: 1, text: "Hm." },
    ]);
  });

  it("calls an output by its node where it has no name, and passes over what only stands on the canvas", async () => {
    const nodes = [
      node("p", "prompt", { text: "x" }),
      node("o", "output", { format: "auto", name: "" }),
      node("n", "note", { text: "A word." }),
    ];
    const { result, events } = await run(nodes, ["p.text>o.value"]);
    expect(result).toEqual({ status: "completed", outputs: { o: "x" } });
    expect(events.some((event) => "node" in event && event.node === "n")).toBe(false);
  });

  it("loses no output when two have the same name", async () => {
    const nodes = [prompt("a", "1"), prompt("b", "2"), output("o1", "same"), output("o2", "same")];
    const { result } = await run(nodes, ["a.text>o1.value", "b.text>o2.value"]);
    expect(result.outputs).toEqual({ same: "1", o2: "2" });
  });

  it("runs branches side by side", async () => {
    let atWork = 0;
    let most = 0;
    const callLlm = answering(async (text) => {
      most = Math.max(most, ++atWork);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atWork--;
      return text;
    });
    const models = ["a", "b", "c", "d"];
    await run(
      [prompt("p", "x"), ...models.map((id) => llm(id))],
      models.map((id) => `p.text>${id}.prompt`),
      { callLlm },
    );
    expect(most).toBe(4);
  });

  it("lets a join wait for all its wires and keeps their order", async () => {
    const callLlm = answering(async (_, { model }) => {
      await new Promise((resolve) => setTimeout(resolve, model === "slow" ? 15 : 1));
      return model;
    });
    const { result } = await run(
      [
        prompt("p", "x"),
        llm("slow", { model: "slow" }),
        llm("fast", { model: "fast" }),
        node("j", "join", { separator: "+" }),
        output("o"),
      ],
      ["p.text>slow.prompt", "p.text>fast.prompt", "slow.text>j.items", "fast.text>j.items", "j.text>o.value"],
      { callLlm },
    );
    expect(result.outputs).toEqual({ o: "slow+fast" });
  });

  it("skips what hangs on a failed node, naming it, and finishes the rest", async () => {
    const callLlm = answering((text, { model }) => {
      if (model === "bad") throw new AppError("rate_limited", "Too many calls.", { retryAfterMs: 1000 });
      return text;
    });
    const { result, events } = await run(
      [prompt("p", "x"), llm("bad", { model: "bad" }), llm("good"), llm("after"), output("lost"), output("kept")],
      [
        "p.text>bad.prompt",
        "p.text>good.prompt",
        "bad.text>after.prompt",
        "after.text>lost.value",
        "good.text>kept.value",
      ],
      { callLlm },
    );
    expect(result).toEqual({ status: "failed", outputs: { kept: "x" } });
    expect(events).toContainEqual({
      type: "node-error",
      node: "bad",
      error: {
        code: "rate_limited",
        message: "Too many calls.",
        action: "wait",
        details: { retryAfterMs: 1000 },
      },
    });
    const skips = events.filter(({ type }) => type === "node-skip");
    expect(skips).toEqual([
      { type: "node-skip", node: "after", because: "bad" },
      { type: "node-skip", node: "lost", because: "bad" },
    ]);
  });

  it("shows a bug as a reference and never its words", async () => {
    const callLlm = answering(() => {
      throw new TypeError("cannot read secret of undefined");
    });
    const { events, bugs } = await run([prompt("p", "x"), llm("m")], ["p.text>m.prompt"], { callLlm });
    const error = events.find(({ type }) => type === "node-error");
    expect(error).toMatchObject({ error: { code: "internal", details: { reference: "ref-1" } } });
    expect(JSON.stringify(error)).not.toContain("secret");
    expect(bugs).toHaveLength(1);
  });

  it("ends as cancelled when aborted, and starts nothing more", async () => {
    const controller = new AbortController();
    const callLlm = answering((text) => {
      controller.abort();
      return text;
    });
    const { result, events } = await run(
      [prompt("p", "x"), llm("m"), llm("next")],
      ["p.text>m.prompt", "m.text>next.prompt"],
      { callLlm, signal: controller.signal },
    );
    expect(result.status).toBe("cancelled");
    expect(events.map((event) => `${event.type} ${"node" in event ? event.node : ""}`)).not.toContain(
      "node-start next",
    );
    expect(events.some(({ type }) => type === "node-error")).toBe(false);
  });

  it("starts nothing more after an abort either when the node at work ends as if nothing had happened", async () => {
    const controller = new AbortController();
    const asked: string[] = [];
    const { result, events } = await run(
      [prompt("p", "x"), llm("m"), llm("next")],
      ["p.text>m.prompt", "m.text>next.prompt"],
      {
        callLlm: (call) => {
          asked.push(call.messages[0]?.content ?? "");
          controller.abort();
          return answering((text) => text)(call, new AbortController().signal);
        },
        signal: controller.signal,
      },
    );
    expect(result.status).toBe("cancelled");
    expect(events).toContainEqual(expect.objectContaining({ type: "node-end", node: "m" }));
    expect(asked).toEqual(["x"]);
    expect(events.filter(({ type }) => type === "node-start")).toHaveLength(2);
  });

  it("says that a node waits for its turn, and that it begins when it has come", async () => {
    const callLlm: CallLlm = async function* (call, signal) {
      if (call.model === "busy") yield { type: "queued", position: 1 };
      yield* answering((text) => text)(call, signal);
    };
    const { events } = await run(
      [prompt("p", "x"), llm("free"), llm("waits", { model: "busy" })],
      ["p.text>free.prompt", "p.text>waits.prompt"],
      { callLlm },
    );
    const shown = (id: string) => events.flatMap((event) => ("node" in event && event.node === id ? [event.type] : []));
    expect(shown("free")).toEqual(["node-start", "node-delta", "node-delta", "node-end"]);
    expect(shown("waits").slice(0, 3)).toEqual(["node-start", "node-queue", "node-start"]);
  });

  it("tells of an item that waits only how long it did, once it has ended", async () => {
    let now = 0;
    const callLlm: CallLlm = async function* (call, signal) {
      yield { type: "queued", position: 1 };
      now += 700;
      yield* answering((text) => text)(call, signal);
    };
    const nodes = [node("l", "list", { text: "a\nb", split: "lines" }), llm("m")];
    const { events } = await run(nodes, ["l.items>m.prompt"], {
      callLlm,
      itemConcurrency: 1,
      now: () => now,
    });
    expect(events.filter(({ type }) => type === "node-queue")).toEqual([]);
    expect(events.filter(({ type }) => type === "node-item")).toMatchObject([
      { waitedMs: 700, durationMs: 700 },
      { waitedMs: 700, durationMs: 700 },
    ]);
    expect(events.filter((event) => event.type === "node-start" && event.node === "m")).toHaveLength(1);
  });

  it("gathers as many wires into one input as a document may have", async () => {
    const nodes = [node("t", "join", { separator: "" }), prompt("p", "x"), output("o")];
    const { result } = await run(nodes, ["t.text>o.value", ...Array<string>(100_000).fill("p.text>t.items")]);
    expect(result.outputs.o).toBe("x".repeat(100_000));
  });

  it("completes a chain of 10,000 nodes", async () => {
    const count = 10_000;
    const nodes = Array.from({ length: count }, (_, index) => node(`j${index}`, "join", { separator: "" }));
    const wires = nodes.slice(1).map((_, index) => `j${index}.text>j${index + 1}.items`);
    const { result } = await run(
      [prompt("p", "end"), ...nodes, output("o")],
      ["p.text>j0.items", ...wires, `j${count - 1}.text>o.value`],
    );
    expect(result).toEqual({ status: "completed", outputs: { o: "end" } });
  });

  it("hands JSON to a text port as text and text to a JSON port as JSON", async () => {
    const callLlm = answering(() => '{"name":"Ada"}');
    const { result, events } = await run(
      [
        prompt("p", "x"),
        llm("m"),
        prompt("row", "Hi {{name}}"),
        output("o"),
        prompt("plain", "not json"),
        prompt("bad", "{{name}}"),
      ],
      ["p.text>m.prompt", "m.text>row.data", "row.text>o.value", "plain.text>bad.data"],
      { callLlm },
    );
    expect(result.outputs).toEqual({ o: "Hi Ada" });
    expect(events).toContainEqual(expect.objectContaining({ type: "node-error", node: "bad" }));
  });
});
