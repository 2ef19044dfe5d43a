import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import type { CallLlm } from "@/types/llm";
import type { Value } from "@/types/run";
import { answering, llm, node, run } from "./testRun";

const list = (id: string, ...items: string[]) => node(id, "list", { text: items.join("\n"), split: "lines" });
const prompt = (id: string, text: string, data = {}) => node(id, "prompt", { text, ...data });
const output = (id: string) => node(id, "output", { format: "auto" });
const failure = { error: { code: "content_rejected", message: "No." } };

/** Answers with the prompt in capitals; a prompt with "bad" in it is rejected. */
const picky = answering((text) => {
  if (text.includes("bad")) throw new AppError("content_rejected", "No.");
  return text.toUpperCase();
});

describe("an item that fails", () => {
  const nodes = [
    list("l", "a", "bad", "c"),
    llm("m"),
    node("j", "join", { separator: "+" }),
    output("o"),
    output("all"),
  ];
  const wires = ["l.items>m.prompt", "m.text>j.items", "j.text>o.value", "m.text>all.value"];

  it("fails alone: its place tells why, and what joins the list takes the others and says so", async () => {
    const { result, events } = await run(nodes, wires, { callLlm: picky });
    expect(result).toEqual({ status: "completed", outputs: { o: "A+C", all: ["A", failure, "C"] } });
    const ended = events.find((event) => event.type === "node-end" && event.node === "m");
    expect(ended).toMatchObject({ failedItems: 1, items: 3, output: { text: ["A", failure, "C"] } });
    const item = events.find((event) => event.type === "node-item" && event.status === "failed");
    expect(item).toMatchObject({ node: "m", item: 1, attempt: 1, error: { code: "content_rejected", message: "No." } });
    const notice = {
      type: "notice",
      node: "j",
      code: "items_left_out",
      message: "One item that had failed was left out.",
    };
    expect(events).toContainEqual(notice);
  });

  it("is left out with as many as failed", async () => {
    const { result, events } = await run(
      [list("l", "bad 1", "x", "bad 2"), llm("m"), node("j", "join", { separator: "+" }), output("o")],
      ["l.items>m.prompt", "m.text>j.items", "j.text>o.value"],
      { callLlm: picky },
    );
    expect(result.outputs).toEqual({ o: "X" });
    expect(events.filter(({ type }) => type === "notice")).toEqual([
      { type: "notice", node: "j", code: "items_left_out", message: "2 items that had failed were left out." },
    ]);
  });

  it("keeps its place through nodes that run over the list, without being sent again or counted twice", async () => {
    const asked: string[] = [];
    const callLlm = answering((text) => {
      asked.push(text);
      if (text === "bad") throw new AppError("content_rejected", "No.");
      return `${text}.`;
    });
    const { result, events } = await run(
      [list("l", "a", "bad", "c"), llm("m"), prompt("p", "<{{x}}>"), llm("n"), output("o")],
      ["l.items>m.prompt", "m.text>p.x", "p.text>n.prompt", "n.text>o.value"],
      { callLlm },
    );
    expect(result).toEqual({ status: "completed", outputs: { o: ["<a.>.", failure, "<c.>."] } });
    expect(asked.sort()).toEqual(["<a.>", "<c.>", "a", "bad", "c"]);
    const failedItems = events.flatMap((event) => (event.type === "node-end" ? [event.failedItems ?? 0] : []));
    expect(failedItems.reduce((sum, count) => sum + count, 0)).toBe(1);
    const message = "1 of 3 items had failed before this node and were left out.";
    expect(events.filter(({ type }) => type === "notice")).toEqual(
      ["p", "n"].map((id) => ({ type: "notice", node: id, code: "items_left_out", message })),
    );
  });

  it("fails its node when all the others did too", async () => {
    const { result, events } = await run(
      [list("l", "bad 1", "bad 2"), llm("m"), output("o")],
      ["l.items>m.prompt", "m.text>o.value"],
      { callLlm: picky },
    );
    expect(result).toEqual({ status: "failed", outputs: {} });
    expect(events.find(({ type }) => type === "node-error")).toMatchObject({
      node: "m",
      error: { code: "content_rejected", message: "All 2 items failed. The first: No.", details: { items: 2 } },
    });
  });

  it("shows a bug in one item as a reference, logged once", async () => {
    const callLlm = answering((text) => {
      if (text === "b") throw new TypeError("secret");
      return text;
    });
    const { events, bugs } = await run([list("l", "a", "b"), llm("m")], ["l.items>m.prompt"], { callLlm });
    const item = events.find((event) => event.type === "node-item" && event.status === "failed");
    expect(item).toMatchObject({ error: { code: "internal", details: { reference: "ref-1" } } });
    expect([JSON.stringify(item).includes("secret"), bugs.length]).toEqual([false, 1]);
  });

  it("leaves 999 of 1000 items untouched", async () => {
    const items = Array.from({ length: 1000 }, (_, index) => (index === 500 ? "bad" : `i${index}`));
    const { result } = await run([list("l", ...items), llm("m"), output("o")], ["l.items>m.prompt", "m.text>o.value"], {
      callLlm: picky,
      itemConcurrency: 16,
    });
    const places = result.outputs.o as Value[];
    expect(places.filter((place) => typeof place === "string")).toHaveLength(999);
    expect(places[500]).toEqual(failure);
  });
});

describe("a notice", () => {
  it("that holds for every item is told once", async () => {
    const callLlm: CallLlm = async function* (call, signal) {
      yield { type: "notice", code: "setting_left_out", message: "Temperature was left out." };
      yield* answering((text) => text)(call, signal);
    };
    const { events } = await run([list("l", "a", "b", "c"), llm("m")], ["l.items>m.prompt"], { callLlm });
    expect(events.filter(({ type }) => type === "notice")).toEqual([
      { type: "notice", node: "m", item: 0, code: "setting_left_out", message: "Temperature was left out." },
    ]);
  });
});
