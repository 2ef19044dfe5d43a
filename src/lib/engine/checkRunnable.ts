import { followLists } from "@/lib/graph/lists";
import type { StuckWire } from "@/lib/graph/off";
import type { Plan, PlannedNode } from "@/lib/graph/plan";
import { toldAtOnce } from "@/lib/graph/toldAtOnce";
import type { MissingInput, NodeSurroundings, Problem } from "@/lib/nodes/nodeKind";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";

interface Fault {
  node: WorkflowNode;
  /** What keeps it from running, in words that follow its name. */
  fault: string;
  /** Of one that a value given with the run would mend. */
  missing?: MissingInput;
}

/**
 * Refuses nodes whose settings cannot be read. Comes before planning: such a node has no ports, so that its wires
 * would be blamed. @throws AppError `invalid_workflow` naming the nodes: an unknown kind, data that does not fit
 */
export function checkSettings(nodes: readonly WorkflowNode[]): void {
  refuse(
    nodes.flatMap((node) => {
      const fault = settingsFault(node);
      return fault === undefined ? [] : [{ node, fault }];
    }),
  );
}

/**
 * Refuses a plan that cannot finish, before anything is paid for. All faults of the nodes that run (all, or those of
 * `selected`; `checkSettings` has passed them) are told at once.
 * @throws AppError `invalid_workflow` naming the nodes: something missing, a list of lists
 */
export async function checkRunnable(
  plan: Plan,
  runInputs: Record<string, Value>,
  selected?: ReadonlySet<string>,
  around: Pick<NodeSurroundings, "work" | "toolServers"> = {},
): Promise<void> {
  const nested = new Set(followLists(plan).nested);
  const faults: Fault[] = [];
  for (const planned of plan.nodes.values()) {
    const { node } = planned;
    if (selected !== undefined && !selected.has(node.id)) continue;
    const fault = nested.has(node.id) ? nestedFault : await problemOf(planned, { ...around, runInputs });
    if (typeof fault === "string") faults.push({ node, fault });
    else if (fault !== undefined) faults.push({ node, ...fault });
  }
  refuse(faults);
}

/**
 * Refuses bypassed nodes that cannot pass on what a node that runs (of `nodes`, or those of `selected`) hangs on.
 * @throws AppError `invalid_workflow` naming the bypassed nodes
 */
export function refuseStuck(
  nodes: readonly WorkflowNode[],
  stuck: readonly StuckWire[],
  selected?: ReadonlySet<string>,
): void {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const byNode = new Map<string, Fault>();
  for (const { node, target } of stuck) {
    const waiting = known.get(target.node);
    if (waiting === undefined || selected?.has(target.node) === false || byNode.has(node.id)) continue;
    const name = waiting.title ?? waiting.id;
    byNode.set(node.id, {
      node,
      fault: `is bypassed, but nothing that comes in fits ${name}: mute it, or switch it on`,
    });
  }
  refuse([...byNode.values()]);
}

/** Tells all faults at once. */
function refuse(found: Fault[]): void {
  const faults = found.map(({ node, fault, missing }) => {
    const message = `${node.title ?? node.id} ${fault}.`;
    return missing === undefined ? { node: node.id, message } : { node: node.id, message, missing };
  });
  if (faults.length === 0) return;
  throw new AppError("invalid_workflow", toldAtOnce(faults.map(({ message }) => message)), {
    nodes: faults.map(({ node }) => node),
    faults,
  });
}

const nestedFault = "gets a list and would give a list for each of its items: join them first";

function settingsFault({ type, data }: WorkflowNode): string | undefined {
  const kind = kindOf(type);
  if (kind === undefined) return `is of a kind that this version does not know (${type})`;
  const issue = kind.schema.safeParse(data).error?.issues[0];
  if (issue === undefined) return undefined;
  const setting = issue.path.join(".");
  if (valueAt(data, issue.path) === undefined) return `lacks a setting: ${setting}`;
  return `has a setting that does not fit: ${setting} (${issue.message.replace(/^Invalid \w+: /, "")})`;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  // Whatever has no such field gives undefined.
  return path.reduce((part, key) => (part as Record<PropertyKey, unknown> | null | undefined)?.[key], data);
}

async function problemOf({ node, inputs }: PlannedNode, around: Omit<NodeSurroundings, "wired">): Promise<Problem> {
  const kind = kindOf(node.type);
  const wired = new Set(inputs.map(({ input }) => input.name));
  return kind?.problem?.(kind.schema.parse(node.data), { ...around, wired });
}
