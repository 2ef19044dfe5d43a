import type { RunPlanOptions } from "@/lib/engine/options";
import { answering, drawing, llm, noAssets, node, wire } from "@/lib/engine/testRun";
import { type Plan, planGraph } from "@/lib/graph/plan";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { testWork } from "@/lib/worker/testWork";

/** A prompt, `count` joins that pass on what they get, and an output. */
export function chainPlan(count: number): Plan {
  const ids = Array.from({ length: count }, (_, index) => `n${index}`);
  const nodes = [
    node("start", "prompt", { text: "x" }),
    ...ids.map((id) => node(id, "join", { separator: "" })),
    node("end", "output", { name: "result" }),
  ];
  const arrows = ids.map((id, index) => `${index === 0 ? "start" : ids[index - 1]}.text>${id}.items`);
  return planGraph({ nodes, edges: [...arrows, `${ids.at(-1)}.text>end.value`].map(wire) }, portsOf);
}

/** A list of `count` items, through a prompt that runs for each. */
export function listPlan(count: number): Plan {
  const text = Array.from({ length: count }, (_, index) => `item ${index}`).join("\n");
  const nodes = [node("list", "list", { text, split: "lines" }), node("each", "prompt", { text: "{{x}}" })];
  return planGraph({ nodes, edges: [wire("list.items>each.x")] }, portsOf);
}

/** A chain of `count` joins inside of a node, and what the node holds. */
export function heldPlan(count: number): { plan: Plan; childOf: NonNullable<RunPlanOptions["childOf"]> } {
  const held = chainPlan(count);
  const ports = { inputs: [], outputs: [{ name: "result", type: "text" }] };
  const nodes = [node("holder", "workflow", { workflow: "held", ports }), node("end", "output", { name: "result" })];
  const plan = planGraph({ nodes, edges: [wire("holder.result>end.value")] }, portsOf);
  return { plan, childOf: () => ({ plan: held, workflow: "held" }) };
}

/** A prompt, and `calls` models that all wait for nothing but it. */
export function fanPlan(calls: number): Plan {
  const models = Array.from({ length: calls }, (_, index) => `m${index}`);
  const nodes = [node("p", "prompt", { text: "x" }), ...models.map((id) => llm(id))];
  return planGraph({ nodes, edges: models.map((id) => wire(`p.text>${id}.prompt`)) }, portsOf);
}

/** The engine's options for a plan with nothing around it: no journal, no cache. */
export function bareOptions(plan: Plan): RunPlanOptions {
  return {
    plan,
    runInputs: {},
    callLlm: answering((text) => text),
    makeImages: drawing,
    assets: noAssets,
    work: testWork,
    signal: new AbortController().signal,
    emit: () => {},
    reportBug: String,
  };
}
