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
    expect(warnings).toMatchObject([{ code: "depends_on_answer", node: "yes" }]);
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
});
