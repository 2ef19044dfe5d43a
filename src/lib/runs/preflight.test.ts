import { describe, expect, it } from "vitest";
import { testCache } from "@/lib/engine/testCache";
import { answering, llm, noAssets, node } from "@/lib/engine/testRun";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { testWork } from "@/lib/worker/testWork";
import { AppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { type PreflightOptions, preflight } from "./preflight";
import type { RunRequest } from "./runSetup";
import { listWorkflow, runServiceIn, runToEnd, workflowOf } from "./testRunService";

async function setUp(options: Partial<PreflightOptions> = {}) {
  const cache = testCache();
  const { kept } = cache;
  const asked: string[] = [];
  const callLlm = answering((text) => {
    asked.push(text);
    return text;
  });
  const runs = runServiceIn(await testDirectory(), { cache, callLlm });
  const look = (workflow: Workflow, request: RunRequest = {}) =>
    preflight(
      {
        prepare: runs.prepare,
        cache,
        nodeAssets: noAssets,
        nodeWork: testWork,
        reportBug: (error) => {
          throw error;
        },
        payerOf: async (provider, account = "main") =>
          provider === "openai-auth"
            ? { kind: "account", id: account, provider, name: account }
            : { kind: "key", id: provider, provider, name: "Key" },
        ...options,
      },
      workflow,
      request,
    );
  return { runs, look, asked, kept };
}

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

  it("tells what would fail, and what stands in a text like a place and is none", async () => {
    const { look } = await setUp();
    const extract = node("e", "jsonExtract", { path: "/a" });
    const { warnings } = await look(workflowOf([node("p", "prompt", { text: "no JSON" }), extract], ["p.text>e.json"]));
    expect((await look(workflowOf([node("p", "prompt", { text: "an {{open place" })], []))).warnings).toEqual([
      { code: "braces_as_text", message: expect.stringContaining("{{open place"), node: "p" },
    ]);
    expect(warnings).toEqual([{ code: "invalid_request", message: expect.stringMatching(/not JSON/), node: "e" }]);
  });

  it("passes on what is no fault of the document", async () => {
    const bug = new TypeError("a bug");
    const { look } = await setUp({ payerOf: () => Promise.reject(bug) });
    await expect(look(listWorkflow(rows(1)))).rejects.toBe(bug);
    const broken = new AppError("storage_failed", "The disk is full.");
    const other = await setUp({ prepare: () => Promise.reject(broken) });
    await expect(other.look(listWorkflow(rows(1)))).rejects.toBe(broken);
  });

  it("tells a run that would be too large as a warning, at the node that makes it so", async () => {
    const tooLarge = (facts: object) =>
      setUp({ prepare: () => Promise.reject(new AppError("too_large", "Too many items.", { ...facts })) });
    const look = async (facts: object) => (await tooLarge(facts)).look(listWorkflow(rows(1)));
    expect(await look({ nodes: ["l"] })).toEqual({
      calls: [],
      limits: [],
      warnings: [{ code: "too_large", message: "Too many items.", node: "l" }],
    });
    expect((await look({})).warnings).toEqual([{ code: "too_large", message: "Too many items." }]);
  });

  it("names what each node lacks instead of failing", async () => {
    const { look } = await setUp();
    const workflow = workflowOf(
      [node("p", "prompt", { text: "{{who}}" }), llm("m", { model: "" })],
      ["p.text>m.prompt"],
    );
    const { calls, warnings } = await look(workflow);
    expect(calls).toEqual([]);
    expect(warnings.map(({ node }) => node)).toEqual(["p", "m"]);
    expect((await look({ ...workflow, edges: [] })).warnings).toMatchObject([{ code: "invalid_workflow", node: "m" }]);
  });

  it("names the nodes whose own account cannot pay", async () => {
    const payerOf = async () => {
      throw new AppError("not_found", "This account is no longer connected.");
    };
    const { look } = await setUp({ payerOf });
    const data = { provider: "openai-auth", account: "gone" };
    const workflow = workflowOf(
      [node("p", "prompt", { text: "hi" }), llm("a", data), llm("b", { ...data, model: "other" }), llm("c")],
      ["p.text>a.prompt", "p.text>b.prompt", "p.text>c.prompt"],
    );
    const { warnings } = await look(workflow);
    expect(warnings.map(({ node }) => node)).toEqual(["a", "b", undefined]);
  });

  it("tells braces that would be sent as they stand, and items that a run may not make, before anything is paid", async () => {
    const { look } = await setUp({ maxItems: 2 });
    const nodes = [node("p", "prompt", { text: "{{ open\n" }), llm("m", { system: "You are {{role}}." })];
    const { warnings } = await look(workflowOf(nodes, ["p.text>m.prompt"]));
    expect(warnings).toMatchObject([
      { code: "braces_as_text", node: "p", message: expect.stringContaining("{{ open is no place") },
      { code: "braces_as_text", node: "m", message: expect.stringContaining("{{role}} in the system text") },
    ]);
    expect((await look(listWorkflow(rows(3)))).warnings).toMatchObject([{ code: "too_large", node: "m" }]);
  });

  it("says that somebody has to sign in, once, and only where calls are to be paid", async () => {
    const refuse = async () => {
      throw new AppError("auth_required", "Connect an account first.");
    };
    const { look, runs } = await setUp({ payerOf: refuse });
    expect(await look(listWorkflow(rows(2)))).toMatchObject({
      calls: [{ account: null, count: 2 }],
      warnings: [{ code: "auth_required", message: "Connect an account first." }],
    });
    await runToEnd(runs, listWorkflow(rows(2)));
    expect((await look(listWorkflow(rows(2)))).warnings).toEqual([]);
  });

  it("reports a bug that the run would meet, and warns of it by its reference", async () => {
    const reported: unknown[] = [];
    const { look } = await setUp({
      nodeAssets: {
        ...noAssets,
        fromDataUrl: () => {
          throw new TypeError("nothing has no length");
        },
      },
      reportBug: (error) => `bug-${reported.push(error)}`,
    });
    const image = node("i", "imageInput", { dataUrl: "data:image/png;base64,iVBORw0KGgo=" });
    const workflow = workflowOf(
      [image, node("p", "prompt", { text: "hi" }), llm("m")],
      ["p.text>m.prompt", "i.image>m.images"],
    );
    const { warnings } = await look(workflow);
    expect(reported).toEqual([expect.any(TypeError)]);
    expect(warnings).toMatchObject([{ code: "internal", node: "i" }]);
    expect(JSON.stringify(warnings)).not.toContain("length");
  });
});
