import { describe, expect, it } from "vitest";
import { readWorkflowFile } from "./workflowFile";

const workflow = {
  format: "patchbay/workflow",
  version: 1,
  id: "wf_1",
  name: "Notes",
  revision: 3,
  nodes: [{ id: "n", type: "from-the-future", data: { kept: true } }],
  edges: [],
  layout: { nodes: { n: { x: 1, y: 2 } }, groups: [] },
};

const fileOf = (text: string) => new File([text], "notes.json", { type: "application/json" });

describe("a workflow file", () => {
  it("is read with everything in it, unknown kinds of node too", async () => {
    expect(await readWorkflowFile(fileOf(JSON.stringify(workflow)))).toEqual({ workflow, notes: [] });
  });

  it("does not say that tools act here without a question", async () => {
    const tools = [{ server: "files", approval: "never" }];
    const nodes = [{ id: "m", type: "llmGenerate", data: { tools } }];
    const { workflow: read } = await readWorkflowFile(fileOf(JSON.stringify({ ...workflow, nodes })));
    expect(read.nodes[0]?.data).toEqual({ tools: [{ server: "files", approval: "ask" }] });
  });

  it("is refused in words when it is no JSON, no workflow, or too large", async () => {
    await expect(readWorkflowFile(fileOf("{"))).rejects.toMatchObject({ code: "invalid_workflow" });
    await expect(readWorkflowFile(fileOf('{"format":"other"}'))).rejects.toThrow(/not a workflow of Patchbay/);
    const newer = fileOf(JSON.stringify({ ...workflow, version: 2 }));
    await expect(readWorkflowFile(newer)).rejects.toThrow(/another version of Patchbay/);
    for (const [text, megabytes] of [
      [JSON.stringify(workflow), 10],
      ["", 100],
    ] as const) {
      const large = fileOf(text);
      Object.defineProperty(large, "size", { value: megabytes * 1024 * 1024 + 1 });
      await expect(readWorkflowFile(large)).rejects.toMatchObject({ code: "too_large" });
    }
  });

  it("is refused with the place of its fault", async () => {
    const faulty = { ...workflow, nodes: [...workflow.nodes, { id: "m", type: "note" }] };
    const refusal = await readWorkflowFile(fileOf(JSON.stringify(faulty))).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "invalid_workflow", facts: { path: "nodes.1.data" } });
    expect(String(refusal)).toContain("nodes.1.data");
  });
});
