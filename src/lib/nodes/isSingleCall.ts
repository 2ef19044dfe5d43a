import type { RunThrough } from "@/types/run";
import type { WorkflowGraph, WorkflowNode } from "@/types/workflow";
import { callsModels, modelSettingsOf } from "./modelCalls";
import { portsOf } from "./nodeKinds";
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
 * nothing; a list, a condition or a second call makes it a workflow.
 */
export function isSingleCall(workflow: WorkflowGraph): boolean {
  const { nodes } = toRunnablePart(workflow).graph;
  const callers = nodes.filter(callsModels);
  const others = nodes.filter((node) => !callers.includes(node));
  const [caller] = callers;
  return caller !== undefined && callers.length === 1 && modelSettingsOf(caller).length <= 1 && others.every(isCarrier);
}

/** How a workflow is paid that another program runs: a shared plan lends it no model (docs/policy.md). */
export function throughProgram(through: RunThrough, workflow: WorkflowGraph): RunThrough {
  return isSingleCall(workflow) ? { ...through, planSharing: "never" } : through;
}

function isCarrier(node: WorkflowNode): boolean {
  // Rows of a file run what follows once for each.
  return carriers.has(node.type) && !portsOf(node).outputs.some(({ list, name }) => list === true && name === "items");
}
