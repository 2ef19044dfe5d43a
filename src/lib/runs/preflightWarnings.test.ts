import { describe, expect, it } from "vitest";
import { llm, noAssets, node } from "@/lib/engine/testRun";
import { AppError } from "@/types/errors";
import { setUpPreflight as setUp } from "./testPreflight";
import { listWorkflow, runToEnd, workflowOf } from "./testRunService";

const rows = (count: number) => Array.from({ length: count }, (_, index) => `row ${index}`);

describe("a preflight that has something to say", () => {
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
