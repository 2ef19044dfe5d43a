import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/types/workflow";
import { createBudget } from "./budget";
import { answering, llm, node, run } from "./testRun";

const list = (id: string, count: number): WorkflowNode =>
  node(id, "list", { split: "lines", text: Array.from({ length: count }, (_, index) => `${id}${index}`).join("\n") });

describe("what a run may make", () => {
  it("is refused above so many items, before the first of them starts, and the rest goes on", async () => {
    const asked: string[] = [];
    const callLlm = answering((prompt) => {
      asked.push(prompt);
      return prompt;
    });
    const nodes = [list("a", 4), list("b", 3), node("p", "prompt", { text: "{{x}}{{y}}", cross: true }), llm("m")];
    const arrows = ["a.items>p.x", "b.items>p.y", "b.items>m.prompt"];
    const { events, result } = await run(nodes, arrows, { callLlm, maxItems: 11 });
    const error = events.find((event) => event.type === "node-error");
    expect(error).toMatchObject({
      node: "p",
      error: { code: "too_large", message: expect.stringMatching(/12 items.*11/) },
    });
    expect([result.status, asked.length]).toEqual(["failed", 3]);
    expect(events.some((event) => event.type === "node-item" && event.node === "p")).toBe(false);
  });

  it("counts the items of all nodes together, up to the limit itself", async () => {
    const nodes = [list("a", 3), node("p", "prompt", { text: "{{x}}" }), node("q", "prompt", { text: "{{x}}" })];
    const arrows = ["a.items>p.x", "p.text>q.x"];
    expect((await run(nodes, arrows, { maxItems: 6 })).result.status).toBe("completed");
    expect((await run(nodes, arrows, { maxItems: 5 })).result.status).toBe("failed");
  });

  it("ends with a text that is doubled again and again, in words", async () => {
    const ids = Array.from({ length: 28 }, (_, index) => `d${index}`);
    const nodes = [
      node("s", "prompt", { text: "x".repeat(100) }),
      ...ids.map((id) => node(id, "prompt", { text: "{{x}}{{x}}" })),
      node("j", "join", { separator: "" }),
    ];
    const arrows = ids.map((id, index) => `${index === 0 ? "s" : ids[index - 1]}.text>${id}.x`);
    const { events, bugs } = await run(nodes, [...arrows, "d17.text>j.items"], {});
    const failed = events.flatMap((event) => (event.type === "node-error" ? [[event.node, event.error.code]] : []));
    expect(failed).toEqual([["d17", "too_large"]]);
    expect(bugs).toEqual([]);
  });

  it("is bounded in all values together", () => {
    const budget = createBudget(10, 100);
    budget.takeOutput({ text: "x".repeat(60), json: { a: ["y".repeat(16)] } });
    budget.takeOutput({ text: "z".repeat(8) });
    expect(() => budget.takeOutput({ text: "z" })).toThrow(expect.objectContaining({ code: "too_large" }));
  });
});

describe("items at work at once", () => {
  it("are a hundred where nothing says fewer, however long the list is", async () => {
    let atOnce = 0;
    let most = 0;
    const callLlm = answering(async (prompt) => {
      most = Math.max(most, ++atOnce);
      await new Promise(setImmediate);
      atOnce--;
      return prompt;
    });
    await run([list("a", 350), llm("m")], ["a.items>m.prompt"], { callLlm });
    expect(most).toBe(100);
  });
});

describe("a budget by itself", () => {
  it("counts the items of all nodes, says what was made before, and takes nothing for what it refused", () => {
    const budget = createBudget(10);
    expect(() => budget.takeItems(11)).toThrow("This makes 11 items; a run makes 10 at most (PATCHBAY_MAX_ITEMS).");
    budget.takeItems(4);
    expect(() => budget.takeItems(7)).toThrow(
      expect.objectContaining({
        code: "too_large",
        message: "This makes 7 items; a run makes 10 at most (PATCHBAY_MAX_ITEMS). The nodes before it made 4.",
        facts: { count: 7, maxItems: 10 },
      }),
    );
    expect(() => budget.takeItems(6)).not.toThrow();
    expect(() => budget.takeItems(1)).toThrow(/made 10\.$/);
  });

  it("has 100,000 items where nothing else is said, and words for values that are too much", () => {
    const budget = createBudget();
    budget.takeItems(100_000);
    expect(() => budget.takeItems(1)).toThrow(/100000 at most/);
    expect(() => createBudget(1, 3).takeOutput({ text: "long" })).toThrow(
      "The values of this run have more than 3 characters together. Run it on fewer items at once, or on shorter texts.",
    );
  });
});
