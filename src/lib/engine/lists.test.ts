import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import { answering, llm, node, run, testPayer, testUsage } from "./testRun";

const list = (id: string, ...items: string[]) => node(id, "list", { text: items.join("\n"), split: "lines" });
const prompt = (id: string, text: string, data = {}) => node(id, "prompt", { text, ...data });
const output = (id: string) => node(id, "output", { format: "auto" });
const failure = { error: { code: "content_rejected", message: "No." } };

/** Answers with the prompt in capitals; a prompt with "bad" in it is rejected. */
const _picky = answering((text) => {
  if (text.includes("bad")) throw new AppError("content_rejected", "No.");
  return text.toUpperCase();
});

describe("a list on an input for one value", () => {
  it("runs the node once per item and tells each in a ledger", async () => {
    const { result, events } = await run(
      [list("l", "a", "b"), llm("m"), output("o")],
      ["l.items>m.prompt", "m.text>o.value"],
    );
    expect(result).toEqual({ status: "completed", outputs: { o: ["A", "B"] } });
    const ofModel = events.filter((event) => "node" in event && event.node === "m");
    expect(ofModel.filter(({ type }) => type !== "node-delta")).toEqual([
      { type: "node-start", node: "m", attempt: 1 },
      ...[0, 1].map((item) => ({
        type: "node-item",
        node: "m",
        item,
        status: "done",
        attempt: 1,
        output: { text: ["A", "B"][item] },
        usage: testUsage,
        payer: testPayer,
        durationMs: expect.any(Number),
      })),
      {
        type: "node-end",
        node: "m",
        output: { text: ["A", "B"] },
        usage: { ...testUsage, inputTokens: 2, outputTokens: 4, totalTokens: 6 },
        calls: 2,
        payer: testPayer,
        cached: false,
        items: 2,
        durationMs: expect.any(Number),
      },
    ]);
    expect(ofModel).toContainEqual({ type: "node-delta", node: "m", item: 1, text: "B" });
  });

  it("keeps the order of the items, whichever is done first", async () => {
    const callLlm = answering(async (text) => {
      await new Promise((resolve) => setTimeout(resolve, text === "slow" ? 15 : 1));
      return text;
    });
    const { result } = await run(
      [list("l", "slow", "fast", "faster"), llm("m"), output("o")],
      ["l.items>m.prompt", "m.text>o.value"],
      { callLlm },
    );
    expect(result.outputs.o).toEqual(["slow", "fast", "faster"]);
  });

  it.each([
    ["the node's limit", { maxParallel: 2 }, undefined, 2],
    ["the engine's limit", {}, 3, 3],
    ["the smaller of both", { maxParallel: 2 }, 3, 2],
    ["none, of so few items", {}, undefined, 8],
  ])("works on as many items at once as allowed by %s", async (_, data, itemConcurrency, expected) => {
    let atWork = 0;
    let most = 0;
    const callLlm = answering(async (text) => {
      most = Math.max(most, ++atWork);
      await new Promise((resolve) => setTimeout(resolve, 2));
      atWork--;
      return text;
    });
    const options = { callLlm, ...(itemConcurrency === undefined ? {} : { itemConcurrency }) };
    await run([list("l", ..."abcdefgh"), llm("m", data)], ["l.items>m.prompt"], options);
    expect(most).toBe(expected);
  });

  it.each(["constructor", "__proto__", "toString"])(
    "fills a place of the name %s, one value and one of a list",
    async (name) => {
      const nodes = (source: ReturnType<typeof node>) => [source, prompt("p", `{{${name}}}!`), output("o")];
      const one = await run(nodes(prompt("a", "x")), [`a.text>p.${name}`, "p.text>o.value"]);
      expect(one.result.outputs.o).toBe("x!");
      const many = await run(nodes(list("a", "x", "y")), [`a.items>p.${name}`, "p.text>o.value"]);
      expect(many.result.outputs.o).toEqual(["x!", "y!"]);
    },
  );

  it("flows through prompts and models, row by row, with columns as places", async () => {
    const { result } = await run(
      [
        node("f", "list", { text: "name,city\nAda,London\nKurt,Brno", split: "csv" }),
        prompt("p", "{{name}} of {{city}}"),
        llm("m"),
        output("o"),
      ],
      ["f.items>p.data", "p.text>m.prompt", "m.text>o.value"],
    );
    expect(result.outputs.o).toEqual(["ADA OF LONDON", "KURT OF BRNO"]);
  });

  it("is an empty list without items", async () => {
    const { result } = await run([list("l"), llm("m"), output("o")], ["l.items>m.prompt", "m.text>o.value"]);
    expect(result).toEqual({ status: "completed", outputs: { o: [] } });
  });

  it("runs 10,000 items", async () => {
    const items = Array.from({ length: 10_000 }, (_, index) => `i${index}`);
    const { result } = await run(
      [list("l", ...items), prompt("p", "{{x}}!"), node("j", "join", { separator: "" }), output("o")],
      ["l.items>p.x", "p.text>j.items", "j.text>o.value"],
    );
    expect(result.outputs.o).toBe(`${items.join("!")}!`);
  });

  it("keeps JSON that happens to be an array as one value, but goes through an array that was extracted", async () => {
    const callLlm = answering((text) => (text === "x" ? '{"ideas":["owl","fox"]}' : text.toUpperCase()));
    const data = { path: "/ideas" };
    const nodes = [prompt("p", "x"), llm("m"), node("e", "jsonExtract", data), llm("n"), output("o")];
    const wires = ["p.text>m.prompt", "m.text>e.json", "e.value>n.prompt", "n.text>o.value"];
    expect((await run(nodes, wires, { callLlm })).result.outputs.o).toEqual(["OWL", "FOX"]);

    const whole = [prompt("a", "[1,2]"), node("e", "jsonExtract", { path: "/1" }), output("o")];
    expect((await run(whole, ["a.text>e.json", "e.value>o.value"])).result.outputs.o).toBe(2);
  });
});

describe("several lists on one node", () => {
  const nodes = (data = {}) => [list("a", "1", "2"), list("b", "x", "y"), prompt("p", "{{a}}{{b}}", data), output("o")];
  const wires = ["b.items>p.b", "a.items>p.a", "p.text>o.value"];

  it("go place by place", async () => {
    expect((await run(nodes(), wires)).result.outputs.o).toEqual(["1x", "2y"]);
  });

  it("go through every combination when the node says so, the first input slowest", async () => {
    expect((await run(nodes({ cross: true }), wires)).result.outputs.o).toEqual(["1x", "1y", "2x", "2y"]);
  });

  it("are refused when they are not equally long", async () => {
    const uneven = [list("a", "1", "2", "3"), ...nodes().slice(1)];
    const { result, events } = await run(uneven, wires);
    expect(result.status).toBe("failed");
    expect(events.find(({ type }) => type === "node-error")).toMatchObject({
      error: { code: "invalid_request", message: expect.stringMatching(/a has 3, b has 2/) },
    });
    expect((await run(nodes({ cross: true }).with(0, list("a", "1", "2", "3")), wires)).result.status).toBe(
      "completed",
    );
  });
});

describe("a comparison", () => {
  it("asks every variant the same and gives a list of answers, one of which may fail alone", async () => {
    const callLlm = answering((text, { model }) => {
      if (model === "b") throw new AppError("content_rejected", "No.");
      return `${model}: ${text}`;
    });
    const variants = ["a", "b", "c"].map((model) => ({ provider: "openai", model }));
    const { result, events } = await run(
      [prompt("p", "hi"), node("c", "compare", { variants }), output("o")],
      ["p.text>c.prompt", "c.results>o.value"],
      { callLlm },
    );
    const answer = (model: string) => ({ provider: "openai", model, text: `${model}: hi` });
    expect(result).toEqual({ status: "completed", outputs: { o: [answer("a"), failure, answer("c")] } });
    expect(events.filter(({ type }) => type === "node-item")).toHaveLength(3);
    expect(events.find((event) => event.type === "node-end" && event.node === "c")).toMatchObject({
      items: 3,
      failedItems: 1,
      calls: 2,
    });
  });
});
