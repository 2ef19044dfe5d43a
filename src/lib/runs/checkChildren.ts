import { checkRunnable, checkSettings, refuseStuck } from "@/lib/engine/checkRunnable";
import { type Plan, planGraph } from "@/lib/graph/plan";
import { toldAtOnce } from "@/lib/graph/toldAtOnce";
import { type Child, type Children, childOf } from "@/lib/nodes/heldChildren";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import type { NodeSurroundings } from "@/lib/nodes/nodeKind";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import { AppError, isAppError } from "@/types/errors";
import { ownTable } from "@/types/own";
import type { Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import type { ChildFault } from "./children";
import { nameGivenNodes } from "./givenNodes";

type Around = Pick<NodeSurroundings, "work" | "toolServers">;

interface HeldFault {
  node: string;
  message: string;
}

/** Refuses nodes that cannot hold what they name. @throws AppError `invalid_workflow` naming the nodes */
export function refuseHeld(
  nodes: readonly WorkflowNode[],
  faults: readonly ChildFault[],
  selected?: ReadonlySet<string>,
): void {
  const titles = new Map(nodes.map(({ id, title }) => [id, title ?? id]));
  const found = faults.filter(({ node }) => titles.has(node) && selected?.has(node) !== false);
  refuse(found.map(({ node, fault }) => ({ node, message: `${titles.get(node)} ${fault}.` })));
}

/**
 * Refuses a plan with graphs in it that cannot finish: what is wrong in one is told on the node that holds it, with the
 * name of the workflow. @throws AppError `invalid_workflow` naming the nodes of the plan
 */
export async function checkChildren(
  plan: Plan,
  children: Children,
  selected?: ReadonlySet<string>,
  around: Around = {},
): Promise<void> {
  if (children.size === 0) return;
  const found: HeldFault[] = [];
  const known = new Map<string, Promise<string[]>>();
  for (const { node, inputs } of plan.nodes.values()) {
    if (selected?.has(node.id) === false) continue;
    const wired = new Set(inputs.map(({ input }) => input.name));
    for (const message of await faultsIn(node, wired, { children, around, known }))
      found.push({ node: node.id, message });
  }
  refuse(found);
}

interface Checking {
  children: Children;
  around: Around;
  /** By document and wired inputs: many nodes may hold the same. */
  known: Map<string, Promise<string[]>>;
}

/** What is wrong in the graph that a node holds, and in those inside of it; none for nodes that hold none. */
async function faultsIn(node: WorkflowNode, wired: ReadonlySet<string>, checking: Checking): Promise<string[]> {
  const child = childOf(node, checking.children);
  if (child === undefined) return [];
  const key = JSON.stringify([child.workflow.id, child.workflow.revision, [...wired].sort()]);
  const faults = checking.known.get(key) ?? faultsOf(child, wired, checking);
  checking.known.set(key, faults);
  return faults;
}

async function faultsOf({ workflow }: Child, wired: ReadonlySet<string>, checking: Checking): Promise<string[]> {
  const inputs = standIns(workflow, wired);
  const part = toRunnablePart(workflow);
  const graph = nameGivenNodes(part.graph, inputs);
  const say = (message: string) => `In ${workflow.name}: ${message}`;
  try {
    checkSettings(graph.nodes);
    refuseStuck(graph.nodes, part.stuck);
    const plan = planGraph(graph, portsOf);
    await checkRunnable(plan, inputs, undefined, checking.around);
    const inner = Array.from(plan.nodes.values(), async ({ node, inputs: wires }) =>
      faultsIn(node, new Set(wires.map(({ input }) => input.name)), checking),
    );
    return (await Promise.all(inner)).flat().map(say);
  } catch (error) {
    if (!isAppError(error) || error.code !== "invalid_workflow") throw error;
    // As checkRunnable and planGraph write them.
    const faults = error.facts.faults as { message: string }[] | undefined;
    return (faults?.map(({ message }) => message) ?? [error.message]).map(say);
  }
}

/** Something for each input that a run of it has; what it is, only the run knows. */
function standIns(workflow: Child["workflow"], wired: ReadonlySet<string>): Record<string, Value> {
  const inputs = ownTable<Value>();
  for (const { name, default: standing, blank } of namedInputsOf(workflow)) {
    if (wired.has(name)) inputs[name] = "";
    else if (standing !== undefined || blank !== undefined) inputs[name] = standing ?? "";
  }
  return inputs;
}

/** Tells all of them at once: each of the nodes shows its own. */
function refuse(faults: readonly HeldFault[]): void {
  if (faults.length === 0) return;
  throw new AppError("invalid_workflow", toldAtOnce(faults.map(({ message }) => message)), {
    nodes: [...new Set(faults.map(({ node }) => node))],
    faults,
  });
}
