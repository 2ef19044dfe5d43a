import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { node, run as runGraph } from "@/lib/engine/testRun";
import { graphInterfaceOf } from "@/lib/nodes/graphInterface";
import { noChildren, toChild, withChildPorts } from "@/lib/nodes/heldChildren";
import { childGraphs } from "@/lib/runs/childGraphs";
import type { Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { type Folded, foldNodes } from "./foldNodes";
import { llm, prompt, wire, workflow } from "./testWorkflow";

function fold(document: Workflow, ids: string[]): Folded {
  const folded = foldNodes(document, ids, "Part");
  if (typeof folded === "string") throw new Error(folded);
  return folded;
}

const output = (id: string) => node(id, "output", { name: id, format: "auto" });

/** What comes of a run of a document; the model answers in capitals. */
async function resultOf(document: Workflow, child?: Workflow) {
  const children = child === undefined ? noChildren : new Map([[child.id, toChild(child, noChildren)]]);
  const { nodes, edges } = withChildPorts(document, children);
  const arrows = edges.map(({ source, target }) => `${source.node}.${source.port}>${target.node}.${target.port}`);
  const { result, bugs } = await runGraph(nodes, arrows, { childOf: childGraphs(children) });
  expect(bugs).toEqual([]);
  return result;
}

describe("a workflow that is made of some nodes of another", () => {
  const document = workflow(
    [prompt("who", "Ann"), prompt("p", "Hello {{name}} in {{town}}"), llm("m"), output("o")],
    [wire("who.text", "p.name"), wire("p.text", "m.prompt"), wire("m.text", "o.value")],
  );

  it("has an input and an output for each wire that led in or out, and the node stands in the same wires", () => {
    const { parent, child, holder } = fold(document, ["p", "m"]);
    expect(graphInterfaceOf(child)).toMatchObject({
      name: "Part",
      inputs: [
        { name: "text", required: true },
        { name: "town", required: true },
      ],
      outputs: [{ name: "text 2", type: "text" }],
    });
    expect(parent.edges.map(({ source, target }) => [source.node === holder, target.node === holder])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
    expect(parent.nodes.find(({ id }) => id === holder)).toMatchObject({ title: "Part", data: { workflow: child.id } });
  });

  it("is asked outside for what was asked for inside", () => {
    const { parent } = fold(document, ["p", "m"]);
    expect(parent.nodes.filter(({ type }) => type === "prompt").map(({ data }) => data.text)).toEqual([
      "Ann",
      "{{town}}",
    ]);
  });

  it("leaves outputs and what a run brings outside", () => {
    const named = workflow([node("f", "fileInput", { as: "text", input: "file" }), prompt("p", "x"), output("o")], []);
    expect(fold(named, ["f", "p", "o"]).parent.nodes.map(({ id }) => id)).toEqual(expect.arrayContaining(["f", "o"]));
  });

  it("is refused where something outside hangs on it and leads back into it, and of nothing that runs", () => {
    const round = workflow(
      [prompt("a", "x"), prompt("b", "{{x}}"), prompt("c", "{{x}}")],
      [wire("a.text", "b.x"), wire("b.text", "c.x")],
    );
    expect(foldNodes(round, ["a", "c"], "Part")).toBe("circle");
    expect(foldNodes(document, ["o"], "Part")).toBe("nothing");
  });
});

/** A graph of texts: each node takes from some before it; what nothing takes from is an output. */
const graphs = fc
  .array(
    fc.record({
      kind: fc.constantFrom("prompt", "llm", "join", "list", "condition"),
      from: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
      folded: fc.boolean(),
    }),
    { minLength: 2, maxLength: 9 },
  )
  .map((steps) => {
    const nodes: WorkflowNode[] = [prompt("n0", "Owl\nFox")];
    const edges: WorkflowEdge[] = [];
    const ports = ["text"];
    const mapped = [false];
    const link = (from: number, to: string) =>
      edges.push({ ...wire(`n${from}.${ports[from]}`, to), id: `e${edges.length}` });
    for (const { kind, from } of steps) {
      const at = nodes.length;
      const sources = [...new Set(from.map((place) => place % at))];
      const [first = 0] = sources;
      const isMapped = sources.some((source) => mapped[source]);
      // A list of a list is refused, and a condition makes lists shorter: they stand in for plain steps there.
      const step = kind === "list" && mapped[first] ? "llm" : kind === "condition" && mapped[first] ? "prompt" : kind;
      if (step === "prompt") {
        nodes.push(prompt(`n${at}`, sources.map((_, place) => `<{{p${place}}}>`).join("")));
        sources.forEach((source, place) => void link(source, `n${at}.p${place}`));
      } else if (step === "join") {
        nodes.push(node(`n${at}`, "join", { separator: "+" }));
        for (const source of sources) link(source, `n${at}.items`);
      } else if (step === "list") {
        nodes.push(node(`n${at}`, "list", { text: "", split: "lines" }));
        link(first, `n${at}.text`);
      } else if (step === "condition") {
        nodes.push(node(`n${at}`, "condition", { test: "truthy" }));
        link(first, `n${at}.value`);
      } else {
        nodes.push(llm(`n${at}`));
        link(first, `n${at}.prompt`);
      }
      ports.push(step === "list" ? "items" : step === "condition" ? "yes" : "text");
      mapped.push(step === "list" || (step !== "join" && (step === "prompt" ? isMapped : mapped[first] === true)));
    }
    const taken = new Set(edges.map(({ source }) => source.node));
    const ends = nodes.flatMap(({ id }, at) => (taken.has(id) ? [] : [{ id, at }]));
    for (const { id, at } of ends) {
      nodes.push(output(`out_${id}`));
      link(at, `out_${id}.value`);
    }
    const folded = steps.flatMap((step, place) => (step.folded ? [`n${place + 1}`] : []));
    return { document: workflow(nodes, edges), folded };
  });

it("gives what the same graph gives that is drawn flat, whatever is folded", async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(graphs, async ({ document, folded }) => {
      const parts = foldNodes(document, folded, "Part");
      const flat = await resultOf(document);
      // Lists of different lengths may have met: what fails inside takes its whole node with it.
      if (typeof parts === "string" || flat.status !== "completed") return;
      compared++;
      expect(await resultOf(parts.parent, parts.child)).toEqual(flat);
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(50);
});
