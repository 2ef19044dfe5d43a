import { cleanup, screen } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { drawNode } from "@/components/testNode";
import { authStatus, serve, stopServing } from "@/components/testServer";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { nodeTypes, nodeViews, titleOf } from "./nodeViews";

beforeEach(() => {
  serve({ "GET /api/auth/openai/status": authStatus(), "GET /api/keys": { keys: [] }, "GET /api/settings": {} });
});
afterEach(async () => {
  cleanup();
  await stopServing();
});

async function draw(node: WorkflowNode) {
  workflowStore.getState().load(workflow([node]));
  await drawNode(node);
}

/** Names of fields that kinds read, so that odd values meet the code that reads them. */
const fields = [...new Set(Object.values(nodeKinds).flatMap((kind) => Object.keys(kind.schema.shape)))];

describe.each(nodeTypes)("a node of the kind %s", (type) => {
  it("has a name, and shows it in its frame", async () => {
    const node = { id: "a", type, data: { ...nodeKinds[type].defaults() } };
    await draw(node);
    expect(screen.getAllByRole("region", { name: nodeViews[type].words.name })[0]?.dataset.nodeType).toBe(type);
    expect(titleOf(node)).toBe(nodeViews[type].words.name);
  });

  it("is drawn with data of any shape", async () => {
    const json = fc.jsonValue({ maxDepth: 2 });
    const data = fc.oneof(
      fc.dictionary(fc.constantFrom(...fields), json),
      fc
        .dictionary(fc.constantFrom(...fields), json)
        .map((odd) => ({ ...(nodeKinds[type].defaults() as Record<string, unknown>), ...odd })),
    );
    await fc.assert(
      fc.asyncProperty(data, async (odd) => {
        await draw({ id: "a", type, data: odd as Record<string, unknown> });
        expect(document.querySelector(".node-frame")).not.toBeNull();
        cleanup();
      }),
      { numRuns: 25 },
    );
  });
});

it("knows no kind by a name that every object has", () => {
  for (const type of ["constructor", "toString", "__proto__"]) {
    expect(titleOf({ id: "a", type, data: {} })).toBe("Unknown node");
  }
});
