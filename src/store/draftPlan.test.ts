import { describe, expect, it } from "vitest";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import { emptyWorkflow } from "./documentEdits";
import { planDraft, takeDraft } from "./draftPlan";

const size = { width: 200, height: 100 };
const sizeOf = () => size;
const prompt = (id: string, text = ""): WorkflowNode => ({ id, type: "prompt", data: { text } });
const model = (id: string): WorkflowNode => ({ id, type: "llmGenerate", data: { provider: "openai", model: "m" } });
const wire = (text: string) => {
  const [from = "", to = ""] = text.split(">");
  const end = (each: string) => ({ node: each.split(".")[0] ?? "", port: each.split(".")[1] ?? "" });
  return { id: text, source: end(from), target: end(to) };
};
const document = (nodes: WorkflowNode[], wires: string[] = [], places: Workflow["layout"]["nodes"] = {}): Workflow => ({
  ...emptyWorkflow("Test"),
  nodes,
  edges: wires.map(wire),
  layout: { nodes: places, groups: [] },
});
const endsOf = ({ edges }: Pick<Workflow, "edges">) =>
  edges.map(({ source, target }) => `${source.node}.${source.port}>${target.node}.${target.port}`);

describe("a new draft", () => {
  const draft = { nodes: [prompt("a"), model("b")], edges: [wire("a.text>b.prompt")] };

  it("comes under ids of its own, from left to right, below all that stands", () => {
    const before = document([prompt("a", "mine")], [], { a: { x: 40, y: 10, ...size } });
    const plan = planDraft(before, draft, [], sizeOf);
    const after = takeDraft(before, plan);
    expect(after.nodes[0]).toEqual(prompt("a", "mine"));
    const [first, second] = plan.added.map(({ id }) => after.layout.nodes[id]);
    expect(plan.added.map(({ id }) => id)).not.toContain("a");
    expect(first?.x).toBe(40);
    expect(first?.y).toBeGreaterThanOrEqual(110);
    expect(second?.x).toBeGreaterThanOrEqual((first?.x ?? 0) + size.width);
    expect(endsOf(after)).toEqual([`${plan.added[0]?.id}.text>${plan.added[1]?.id}.prompt`]);
  });
});

describe("a changed selection", () => {
  const before = document(
    [prompt("a", "old"), model("b"), model("gone"), prompt("far")],
    ["a.text>b.prompt", "a.text>gone.prompt", "b.text>far.x"],
    { a: { x: 0, y: 0 }, b: { x: 300, y: 0 }, gone: { x: 300, y: 200 }, far: { x: 600, y: 0 } },
  );
  const draft = {
    nodes: [prompt("a", "new"), model("b"), model("extra")],
    edges: [wire("a.text>b.prompt"), wire("a.text>extra.prompt")],
  };
  const plan = planDraft(before, draft, ["a", "b", "gone"], sizeOf);

  it("tells what comes, changes and goes, and keeps untouched nodes and wires as they are", () => {
    expect(plan.changed).toEqual([prompt("a", "new")]);
    expect(plan.removed).toEqual(["gone"]);
    expect(plan.added).toHaveLength(1);
    const after = takeDraft(before, plan);
    expect(after.nodes[1]).toBe(before.nodes[1]);
    expect(after.edges[0]).toBe(before.edges[0]);
    expect(endsOf(after)).toEqual(["a.text>b.prompt", "b.text>far.x", `a.text>${plan.added[0]?.id}.prompt`]);
  });

  it("covers nothing with what it adds", () => {
    const [id = ""] = plan.added.map((node) => node.id);
    const { x, y } = plan.layout[id] ?? { x: 0, y: 0 };
    for (const place of Object.values(before.layout.nodes)) {
      expect(Math.abs(place.x - x) >= size.width || Math.abs(place.y - y) >= size.height).toBe(true);
    }
  });

  it("cuts wires into a place that a changed prompt no longer has", () => {
    const fed = document([prompt("a", "About {{x}}"), prompt("far")], ["far.text>a.x"]);
    const change = planDraft(fed, { nodes: [prompt("a", "About {{y}}")], edges: [] }, ["a"], sizeOf);
    expect(takeDraft(fed, change).edges).toEqual([]);
  });
});
