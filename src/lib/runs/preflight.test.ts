import { describe, expect, it } from "vitest";
import { llm, noAssets, node } from "@/lib/engine/testRun";
import { AppError } from "@/types/errors";
import { setUpPreflight as setUp } from "./testPreflight";
import { listWorkflow, runToEnd, workflowOf } from "./testRunService";

const rows = (count: number) => Array.from({ length: count }, (_, index) => `row ${index}`);

describe("a preflight", () => {
  it("counts calls for pictures, several of one call once, and what is made of pictures that are not there yet", async () => {
    const { look } = await setUp();
    const nodes = [
      node("l", "list", { text: "owl\nfox", split: "lines" }),
      node("i", "imageGenerate", { provider: "openai-auth", n: 3 }),
      llm("m"),
      node("p", "prompt", { text: "What is it?" }),
    ];
    const { calls } = await look(workflowOf(nodes, ["l.items>i.prompt", "p.text>m.prompt", "i.image>m.images"]));
    expect(calls).toMatchObject([
      { provider: "openai-auth", model: "gpt-image-2", account: "main", count: 2, inputTokens: 2 },
      { provider: "openai", model: "m" },
    ]);
  });

  it("asks who would pay as the run will, by what the documents say of what comes through a door", async () => {
    const alone = workflowOf([node("p", "prompt", { text: "hi" }), llm("m")], ["p.text>m.prompt"], "alone");
    const { look, doors } = await setUp({}, undefined, [alone]);
    const key = { kind: "key", id: "k1" } as const;
    await look(workflowOf([node("h", "workflow", { workflow: "alone" })], []), { through: key });
    await look(listWorkflow(["owl", "fox"]), { through: key });
    await look(alone);
    expect(doors).toEqual([{ ...key, planSharing: "never" }, key, undefined]);
  });

  it("counts no call of what is muted or bypassed, nor of what hangs on a muted node", async () => {
    const { look } = await setUp();
    const nodes = [
      node("p", "prompt", { text: "hi" }),
      { ...llm("first"), off: "bypassed" as const },
      llm("second"),
      { ...llm("third"), off: "muted" as const },
      llm("fourth"),
    ];
    const arrows = [
      "p.text>first.prompt",
      "first.text>second.prompt",
      "p.text>third.prompt",
      "third.text>fourth.prompt",
    ];
    expect(await look(workflowOf(nodes, arrows))).toMatchObject({ calls: [{ model: "m", count: 1 }], warnings: [] });
  });

  it("counts calls by account and model after the cache, and sends and keeps nothing", async () => {
    const { runs, look, asked, kept } = await setUp();
    await runToEnd(runs, listWorkflow(rows(97)));
    const before = { asked: asked.length, kept: kept.size };
    expect((await look(listWorkflow(rows(100)))).calls).toEqual([
      {
        ...{ provider: "openai", model: "m", account: null, count: 3, cached: 97, inputTokens: 6 },
        payer: { kind: "key", id: "openai", provider: "openai", name: "Key" },
      },
    ]);
    expect((await look(listWorkflow(rows(97)))).calls).toMatchObject([{ count: 0, cached: 97 }]);
    expect((await look(listWorkflow(rows(97)), { useCache: false })).calls).toMatchObject([{ count: 97, cached: 0 }]);
    expect({ asked: asked.length, kept: kept.size }).toEqual(before);
    expect((await runs.list()).runs).toHaveLength(1);
  });

  it("counts each judge of each item, before and after the cache, and what hangs on what they say", async () => {
    const { runs, look, asked } = await setUp({}, (text, { jsonSchema }) =>
      jsonSchema === undefined ? text : '{"reason":"It is.","score":5}',
    );
    const judges = ["a", "b"].map((model) => ({ provider: "openai", model }));
    const score = { method: "judge", rubric: "Is it true?", judges };
    const nodes = [
      node("l", "list", { text: "owl\nfox", split: "lines" }),
      node("s", "score", score),
      node("q", "prompt", { text: "Why {{score}}?" }),
      llm("m"),
    ];
    const workflow = workflowOf(nodes, ["l.items>s.value", "s.score>q.score", "q.text>m.prompt"]);
    expect((await look(workflow)).calls).toMatchObject([
      { model: "a", count: 2, cached: 0 },
      { model: "b", count: 2, cached: 0 },
      { model: "m", count: 2, cached: 0 },
    ]);
    expect((await look(workflow)).warnings).toEqual([]);
    const alone = { ...node("s", "score", { ...score, judges: judges.slice(0, 1) }) };
    await runToEnd(runs, workflowOf([nodes[0] ?? alone, alone], ["l.items>s.value"]));
    const before = asked.length;
    expect((await look(workflow)).calls).toMatchObject([
      { model: "b", count: 2 },
      { model: "m", count: 2 },
    ]);
    await runToEnd(runs, workflowOf([nodes[0] ?? alone, node("s", "score", score)], ["l.items>s.value"]));
    // Only the other judge was asked.
    expect(asked.length - before).toBe(2);
    expect((await look(workflow)).calls).toMatchObject([
      { model: "a", count: 0, cached: 2 },
      { model: "b", count: 0, cached: 2 },
      { model: "m", count: 2 },
    ]);
  });

  it("counts a file by its size and a picture as one, both roughly", async () => {
    const { look } = await setUp({
      nodeAssets: { ...noAssets, toFileUrl: async ({ bytes }) => `data:application/pdf;base64,${"A".repeat(bytes)}` },
    });
    const given = { pdf: { asset: "a", mime: "application/pdf", bytes: 80_000 } };
    const edges = ["c.yes>m.files", "i.image>m.images", "p.text>m.prompt"];
    const nodes = [
      node("p", "prompt", { text: "hi" }),
      node("i", "imageInput", { dataUrl: "data:image/png;base64,iVBORw0KGgo=" }),
      node("j", "list", { text: "[]", split: "json", input: "pdf" }),
      node("c", "condition", { test: "truthy" }),
      llm("m"),
    ];
    const { calls } = await look(workflowOf(nodes, ["j.items>c.value", ...edges]), { inputs: { pdf: [given.pdf] } });
    expect(calls).toMatchObject([{ count: 1, inputTokens: 1 + 1000 + 60_000 / 20 }]);
  });

  it("tells a call that its model would refuse, by its node, and does not count it", async () => {
    const { look } = await setUp({
      fitCheck:
        () =>
        async ({ webSearch }) => {
          if (typeof webSearch === "object") throw new AppError("unsupported_option", "It does not search.");
        },
    });
    const nodes = [
      node("l", "list", { text: rows(5).join("\n"), split: "lines" }),
      llm("a"),
      llm("b", { title: "Search", webSearch: { required: true } }),
    ];
    const { calls, warnings } = await look(workflowOf(nodes, ["l.items>a.prompt", "l.items>b.prompt"]));
    expect(calls).toMatchObject([{ count: 5 }]);
    expect(warnings).toEqual([
      { code: "unsupported_option", node: "b", message: expect.stringContaining("It does not search.") },
    ]);
  });

  it("puts what the default account pays with what names it", async () => {
    const { look } = await setUp({ limitsOf: async (account) => ({ windows: [`of ${account}`] }) });
    const plan = (id: string, data = {}) => llm(id, { provider: "openai-auth", ...data });
    const variants = [
      { provider: "openai-auth", model: "m" },
      { provider: "openai", model: "x" },
    ];
    const workflow = workflowOf(
      [
        node("p", "prompt", { text: "hi" }),
        plan("a"),
        plan("b", { account: "main", system: "s" }),
        node("c", "compare", { variants }),
      ],
      ["p.text>a.prompt", "p.text>b.prompt", "p.text>c.prompt"],
    );
    const { calls, limits } = await look(workflow);
    expect(calls).toMatchObject([
      { provider: "openai-auth", account: "main", model: "m", count: 3 },
      { provider: "openai", account: null, model: "x", count: 1 },
    ]);
    expect(limits).toEqual([{ account: "main", windows: ["of main"] }]);
  });

  it("counts what hangs on answers, once where they decide, and says so", async () => {
    const { look } = await setUp();
    const workflow = workflowOf(
      [
        node("l", "list", { text: rows(5).join("\n"), split: "lines" }),
        llm("a"),
        llm("b"),
        node("c", "condition", { test: "equals", value: "yes" }),
        llm("yes"),
        llm("no"),
      ],
      ["l.items>a.prompt", "a.text>b.prompt", "b.text>c.value", "c.yes>yes.prompt", "c.no>no.prompt"],
    );
    const { calls, warnings } = await look(workflow);
    expect(calls).toMatchObject([{ count: 5 + 5 + 5 }]);
    expect(warnings.map(({ code }) => code)).not.toContain("internal");
  });

  it("counts a node once that an answer may yet skip", async () => {
    const { look } = await setUp();
    const workflow = workflowOf(
      [
        node("p", "prompt", { text: "hi" }),
        llm("a"),
        node("c", "condition", { test: "equals", value: "x" }),
        llm("yes"),
        llm("no"),
      ],
      ["p.text>a.prompt", "a.text>c.value", "c.yes>yes.prompt", "c.no>no.prompt"],
    );
    const { calls, warnings } = await look(workflow);
    expect(calls).toMatchObject([{ count: 3 }]);
    expect(warnings).toEqual([
      {
        code: "depends_on_answer",
        node: "yes",
        message: "Whether and how often yes runs depends on answers that are not there yet. It is counted once.",
      },
    ]);
  });

  it("says of a list that it hangs on an answer, and calls nodes by their titles", async () => {
    const { look } = await setUp();
    const split = { ...node("l", "list", { text: "", split: "lines" }), title: "Lines" };
    const workflow = workflowOf(
      [node("p", "prompt", { text: "hi" }), llm("a"), split, llm("b")],
      ["p.text>a.prompt", "a.text>l.text", "l.items>b.prompt"],
    );
    const { calls, warnings } = await look(workflow);
    expect(calls).toMatchObject([{ count: 2 }]);
    expect(warnings).toEqual([
      {
        code: "depends_on_answer",
        node: "l",
        message:
          "How many items Lines gives depends on answers that are not there yet. What hangs on it may run more often than counted.",
      },
    ]);
  });

  it("counts only what the part would run", async () => {
    const { look } = await setUp();
    const workflow = workflowOf(
      [node("p", "prompt", { text: "hi" }), llm("a"), llm("b"), llm("c")],
      ["p.text>a.prompt", "a.text>b.prompt", "b.text>c.prompt"],
    );
    const { calls, warnings } = await look(workflow, { select: { mode: "only", nodes: ["a", "b"] } });
    expect(calls).toMatchObject([{ count: 2 }]);
    expect(warnings).toEqual([]);
  });

  it("tells the kept variants of a comparison from those to be asked", async () => {
    const { look, runs } = await setUp();
    const compare = (...models: string[]) =>
      workflowOf(
        [
          node("p", "prompt", { text: "hi" }),
          node("c", "compare", { variants: models.map((model) => ({ provider: "openai", model })) }),
        ],
        ["p.text>c.prompt"],
      );
    await runToEnd(runs, compare("x", "y"));
    expect((await look(compare("x", "z", "y"))).calls).toMatchObject([
      { model: "x", count: 0, cached: 1 },
      { model: "y", count: 0, cached: 1 },
      { model: "z", count: 1, cached: 0 },
    ]);
  });

  it("asks what is left only of accounts that would pay", async () => {
    const { look, runs } = await setUp({ limitsOf: async () => ({ windows: [] }) });
    const asking = (account: string) =>
      workflowOf(
        [node("p", "prompt", { text: "hi" }), llm("a", { provider: "openai-auth", account })],
        ["p.text>a.prompt"],
      );
    expect((await look(asking("work"))).limits).toEqual([{ account: "work", windows: [] }]);
    await runToEnd(runs, asking("work"));
    expect(await look(asking("work"))).toMatchObject({ calls: [{ count: 0, cached: 1 }], limits: [] });
  });
});
