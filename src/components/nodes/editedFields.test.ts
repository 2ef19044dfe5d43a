import { beforeEach, describe, expect, it } from "vitest";
import { nodeById } from "@/store/graphIndex";
import { llm, prompt, workflow } from "@/store/testWorkflow";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { changeField, editedFieldsOf, formOf, keyOf, settingOf } from "./editedFields";

const schema = { type: "object" };
const compare: WorkflowNode = {
  id: "c",
  type: "compare",
  data: {
    variants: [
      { ...llm("x").data, system: "A" },
      { ...llm("x").data, jsonSchema: schema },
    ],
  },
};

beforeEach(() => workflowStore.getState().load(workflow([prompt("p", "Hello"), llm("m"), compare])));

const now = (id: string): WorkflowNode => {
  const node = nodeById(workflowStore.getState().workflow?.nodes ?? [], id);
  if (node === undefined) throw new Error(`${id} is gone`);
  return node;
};

describe("the texts of a node that have a large editor", () => {
  it("are its text, or what a model is told, and a schema where there is one", () => {
    const keys = (node: WorkflowNode) => editedFieldsOf(node).map(keyOf);
    expect(keys(prompt("p"))).toEqual(["text"]);
    expect(keys(llm("m"))).toEqual(["system"]);
    expect(keys({ ...llm("m"), data: { jsonSchema: schema } })).toEqual(["system", "jsonSchema"]);
    expect(keys(compare)).toEqual(["system 0", "system 1", "jsonSchema 1"]);
    expect(keys({ id: "j", type: "join", data: {} })).toEqual([]);
    expect(keys({ ...compare, data: { variants: [null, { jsonSchema: schema }] } })).toEqual([]);
  });

  it("have a form by their kind, those of a list by how it is split", () => {
    const list = (split: unknown): WorkflowNode => ({ id: "l", type: "list", data: { text: "", split } });
    const text = { nodeId: "l", name: "text" } as const;
    expect(["lines", "csv", "json", "delimiter", 7].map((split) => formOf(list(split), text))).toEqual([
      "lines",
      "csv",
      "json",
      "lines",
      "lines",
    ]);
    expect(formOf(prompt("p"), text)).toBe("prompt");
    expect(formOf(llm("m"), { nodeId: "m", name: "jsonSchema" })).toBe("schema");
  });

  it("are changed where they stand, several edits in a row as one step of undo", () => {
    const field = { nodeId: "p", name: "text" } as const;
    changeField(field, "Hello t");
    changeField(field, "Hello there");
    expect(settingOf(now("p"), field)).toBe("Hello there");
    workflowActions().undo();
    expect(settingOf(now("p"), field)).toBe("Hello");
  });

  it("of one variant leave the others as they are", () => {
    const field = { nodeId: "c", name: "jsonSchema", variant: 1 } as const;
    const [first] = now("c").data.variants as unknown[];
    changeField(field, { type: "array" });
    expect(settingOf(now("c"), field)).toEqual({ type: "array" });
    expect((now("c").data.variants as unknown[])[0]).toBe(first);
    const before = workflowStore.getState().workflow;
    changeField({ ...field, variant: 7 }, {});
    expect(workflowStore.getState().workflow).toBe(before);
  });
});
