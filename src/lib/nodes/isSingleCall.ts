import type { RunThrough } from "@/types/run";
import type { WorkflowGraph, WorkflowNode } from "@/types/workflow";
import { type Children, childOf } from "./heldChildren";
import { callsModels, modelSettingsOf } from "./modelCalls";
import { kindOf, portsOf } from "./nodeKinds";
import { toRunnablePart } from "./runnablePart";

/** Kinds that only carry to a call what it is about, or its answer away. */
const carriers: ReadonlySet<string> = new Set([
  "prompt",
  "imageInput",
  "fileInput",
  "join",
  "jsonExtract",
  "score",
  "table",
  "transform",
  "output",
]);

/**
 * Whether a workflow is nothing but one model call with what it is asked and what it answers: then a program that runs
 * it has a model on somebody's plan, and no workflow. Nodes that are switched off or only stand on the canvas count for
 * nothing; a list, a condition, a second call or a second round makes it a workflow. A workflow that is held counts as
 * what is in it, and one that is not there as a call.
 */
export function isSingleCall(workflow: WorkflowGraph, children: Children): boolean {
  return callsIn(workflow, children) === 1;
}

/** Two stand for all that makes it a workflow. No circle: whoever found the children refused it. */
function callsIn(graph: WorkflowGraph, children: Children): number {
  let calls = 0;
  for (const node of toRunnablePart(graph).graph.nodes) {
    calls += callsOf(node, children);
    if (calls > 1) return 2;
  }
  return calls;
}

function callsOf(node: WorkflowNode, children: Children): number {
  if (kindOf(node.type)?.holdsGraph === true) {
    const child = childOf(node, children);
    const isAgain = node.type === "repeat" && node.data.max !== 1;
    return child === undefined ? 1 : callsIn(child.workflow, children) * (isAgain ? 2 : 1);
  }
  if (!callsModels(node)) return isCarrier(node) ? 0 : 2;
  return Math.max(1, modelSettingsOf(node).length);
}

/** How a run is paid by the door that it came through: a shared plan lends programs no model (docs/policy.md). */
export function throughDoor(through: RunThrough, workflow: WorkflowGraph, children: Children): RunThrough {
  const isOfPrograms = through.kind === "key" || through.kind === "mcp";
  return isOfPrograms && isSingleCall(workflow, children) ? { ...through, planSharing: "never" } : through;
}

function isCarrier(node: WorkflowNode): boolean {
  // Rows of a file run what follows once for each.
  return carriers.has(node.type) && !portsOf(node).outputs.some(({ list, name }) => list === true && name === "items");
}
