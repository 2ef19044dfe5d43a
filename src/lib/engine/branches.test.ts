import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import { answering, llm, node, run } from "./testRun";

const list = (id: string, ...items: string[]) => node(id, "list", { text: items.join("\n"), split: "lines" });
const prompt = (id: string, text: string) => node(id, "prompt", { text });
const output = (id: string) => node(id, "output", { format: "auto" });
const contains = (id: string, value: string) => node(id, "condition", { test: "contains", value });
const skipsOf = (events: { type: string }[]) => events.filter(({ type }) => type === "node-skip");

describe("a condition", () => {
  it("skips all that hangs on its dead side, naming itself, and nothing else", async () => {
    const asked: string[] = [];
    const callLlm = answering((text) => {
      asked.push(text);
      return text;
    });
    const { result, events } = await run(
      [
        prompt("p", "an owl"),
        contains("c", "owl"),
        llm("yes"),
        llm("no"),
        prompt("after", "{{x}}"),
        output("o"),
        output("d"),
      ],
      [
        "p.text>c.value",
        "c.yes>yes.prompt",
        "c.no>no.prompt",
        "yes.text>o.value",
        "no.text>after.x",
        "after.text>d.value",
      ],
      { callLlm },
    );
    expect(result).toEqual({ status: "completed", outputs: { o: "an owl" } });
    expect(asked).toEqual(["an owl"]);
    expect(skipsOf(events)).toEqual(["no", "after", "d"].map((id) => ({ type: "node-skip", node: id, because: "c" })));
  });

  it("leaves a join alone that has another live wire, and skips one that has none", async () => {
    const { result, events } = await run(
      [
        prompt("p", "x"),
        contains("c", "x"),
        node("both", "join", { separator: "+" }),
        node("dead", "join", { separator: "+" }),
        output("o"),
        output("d"),
      ],
      [
        "p.text>c.value",
        "c.no>both.items",
        "p.text>both.items",
        "c.no>dead.items",
        "both.text>o.value",
        "dead.text>d.value",
      ],
    );
    expect(result.outputs).toEqual({ o: "x" });
    expect(skipsOf(events).map((event) => "node" in event && event.node)).toEqual(["dead", "d"]);
  });

  it("lets a join wait for every live wire before it runs", async () => {
    const callLlm = answering(async (text) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return text;
    });
    const { result } = await run(
      [prompt("p", "x"), contains("c", "x"), llm("slow"), node("j", "join", { separator: "+" }), output("o")],
      ["p.text>c.value", "c.no>j.items", "c.yes>j.items", "c.yes>slow.prompt", "slow.text>j.items", "j.text>o.value"],
      { callLlm },
    );
    expect(result.outputs).toEqual({ o: "x+x" });
  });

  it("sorts a list item by item, and what hangs on a side runs over its share", async () => {
    const { result } = await run(
      [list("l", "owl", "fox", "owlet"), contains("c", "owl"), llm("m"), output("yes"), output("no")],
      ["l.items>c.value", "c.yes>m.prompt", "m.text>yes.value", "c.no>no.value"],
    );
    expect(result.outputs).toEqual({ yes: ["OWL", "OWLET"], no: ["fox"] });
  });

  it("gives an empty list where no item went, and leaves failed items out of both, with a notice", async () => {
    const callLlm = answering((text) => {
      if (text === "bad") throw new AppError("content_rejected", "No.");
      return text;
    });
    const { result, events } = await run(
      [list("l", "a", "bad"), llm("m"), contains("c", "zzz"), output("yes"), output("no")],
      ["l.items>m.prompt", "m.text>c.value", "c.yes>yes.value", "c.no>no.value"],
      { callLlm },
    );
    expect(result.outputs).toEqual({ yes: [], no: ["a"] });
    expect(events).toContainEqual(expect.objectContaining({ type: "notice", node: "c", code: "items_left_out" }));
  });

  it("skips a chain of 10,000 nodes", async () => {
    const count = 10_000;
    const nodes = Array.from({ length: count }, (_, index) => node(`j${index}`, "join", { separator: "" }));
    const wires = nodes.slice(1).map((_, index) => `j${index}.text>j${index + 1}.items`);
    const { result, events } = await run(
      [prompt("p", "x"), contains("c", "x"), ...nodes],
      ["p.text>c.value", "c.no>j0.items", ...wires],
    );
    expect([result.status, skipsOf(events).length]).toEqual(["completed", count]);
  });
});

describe("a failed node", () => {
  it("takes a join with it, whose other wires are live: half an answer would look like a whole one", async () => {
    const callLlm = answering((text, { model }) => {
      if (model === "bad") throw new AppError("content_rejected", "No.");
      return text;
    });
    const { result, events } = await run(
      [prompt("p", "x"), llm("bad", { model: "bad" }), node("j", "join", { separator: "+" }), output("o")],
      ["p.text>bad.prompt", "bad.text>j.items", "p.text>j.items", "j.text>o.value"],
      { callLlm },
    );
    expect(result).toEqual({ status: "failed", outputs: {} });
    expect(skipsOf(events)).toEqual(["j", "o"].map((id) => ({ type: "node-skip", node: id, because: "bad" })));
  });
});
