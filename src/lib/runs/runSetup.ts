import { z } from "zod";
import { checkRunnable, checkSettings, refuseStuck } from "@/lib/engine/checkRunnable";
import { refuseTooManyItems } from "@/lib/engine/expectedItems";
import type { RunPlanOptions } from "@/lib/engine/options";
import { planGraph } from "@/lib/graph/plan";
import { neighbours, type Selection, selectNodes } from "@/lib/graph/select";
import { type Children, withChildPorts } from "@/lib/nodes/heldChildren";
import { throughDoor } from "@/lib/nodes/isSingleCall";
import { mayAsk } from "@/lib/nodes/modelCalls";
import type { NodeSurroundings } from "@/lib/nodes/nodeKind";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import type { AssetStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import {
  type NodeOutput,
  type RunEvent,
  type RunEventBody,
  type RunEventOf,
  type RunThrough,
  type Value,
  valueSchema,
} from "@/types/run";
import { type Workflow, type WorkflowGraph, workflowSchema } from "@/types/workflow";
import { checkChildren, refuseHeld } from "./checkChildren";
import { type ChildSources, findChildren } from "./children";
import { nameGivenNodes } from "./givenNodes";
import { fromKept, keptChildrenSchema, toKept } from "./keptChildren";
import { putValuesBack } from "./largeValues";
import { idleOf, refuseAllOff } from "./runnablePart";
import { withAccount } from "./withAccount";

/** Where a run comes from, which says who pays for it. */
export interface RunOrigin {
  /** Whose run it is, where people have names. */
  by?: string;
  /** The door that it came through; absent for a person at the screen or the terminal. */
  through?: RunThrough;
}

/** What a run is, apart from how far it has come: the part of the engine's options that its journal keeps. */
export interface RunSetup
  extends RunOrigin,
    Pick<RunPlanOptions, "plan" | "runInputs" | "selected" | "given" | "pinned" | "fresh"> {
  workflow: Workflow;
  /** The documents of the graphs in it, as they are when it starts. */
  children: Children;
  /** Nodes that are skipped from the start since one is muted, with that one. */
  idle?: ReadonlyMap<string, string>;
}

export interface RunRequest extends RunOrigin {
  inputs?: Record<string, Value>;
  /** Runs this part alone, and what free nodes before it need to be up to date. */
  select?: Selection;
  /** Nodes that do not look into the cache; without `useCache`, none does. */
  fresh?: Selection;
  useCache?: boolean;
  /** Nodes that keep their latest output instead of running. */
  pinned?: readonly string[];
}

/** The latest output of each node of a saved document, of those asked for. */
export type LatestOutputs = (workflowId: string, nodes: ReadonlySet<string>) => Promise<Map<string, NodeOutput>>;

export interface PrepareParts extends Pick<RunPlanOptions, "maxItems">, Pick<NodeSurroundings, "work" | "toolServers"> {
  latestOutputs: LatestOutputs;
  childSources: ChildSources;
}

/**
 * Checks what is asked for and gathers what it builds on. Nothing is written and nothing is spent.
 * @throws AppError `invalid_workflow`, `too_large`
 */
export async function prepareRun(
  workflow: Workflow,
  request: RunRequest,
  { latestOutputs, childSources, maxItems, ...around }: PrepareParts,
): Promise<RunSetup> {
  const { inputs = {}, select, useCache = true } = request;
  const { children, faults } = await findChildren(workflow, childSources);
  const part = toRunnablePart(withChildPorts(workflow, children));
  const graph = nameGivenNodes(part.graph, inputs);
  if (select !== undefined) refuseAllOff(workflow, part, select);
  const selected = select === undefined ? undefined : selectWithFree(graph, onlyRunnable(workflow, graph, select));
  checkSettings(graph.nodes.filter(({ id }) => selected?.has(id) !== false));
  refuseStuck(graph.nodes, part.stuck, selected);
  refuseHeld(graph.nodes, faults, selected);
  const plan = planGraph(graph, portsOf, selected);
  await checkRunnable(plan, inputs, selected, around);
  await checkChildren(plan, children, selected, around);
  refuseTooManyItems(plan, inputs, maxItems, selected);
  const given = selected === undefined ? undefined : await latestOutputs(workflow.id, sourcesOf(graph, selected));
  if (select !== undefined && given !== undefined) refuseWithoutSource(graph, select, given, selected);
  const pinned = request.pinned && (await pinnedOutputs(workflow, request.pinned, latestOutputs));
  const fresh = useCache ? freshNodes(workflow, graph, request.fresh) : "all";
  const { by } = request;
  const through = request.through && throughDoor(request.through, workflow, children);
  const idle = idleOf(workflow, part, select);
  return { workflow, children, by, through, plan, idle, runInputs: inputs, selected, given, pinned, fresh };
}

function onlyRunnable(workflow: Workflow, graph: WorkflowGraph, { mode, nodes }: Selection): Selection {
  const runnable = new Set(graph.nodes.map(({ id }) => id));
  const known = new Set(workflow.nodes.map(({ id }) => id));
  return { mode, nodes: nodes.filter((id) => runnable.has(id) || !known.has(id)) };
}

/** Adds the nodes that feed the selection and cost nothing: then what they give is up to date. */
function selectWithFree(graph: WorkflowGraph, selection: Selection): Set<string> {
  const selected = selectNodes(graph, selection);
  const asking = new Set(graph.nodes.filter(mayAsk).map(({ id }) => id));
  const sources = neighbours(graph, "to");
  // A set gives what is added while it is read.
  for (const id of selected) {
    for (const source of sources.get(id) ?? []) {
      if (!asking.has(source)) selected.add(source);
    }
  }
  return selected;
}

function sourcesOf({ edges }: WorkflowGraph, selected: ReadonlySet<string>): Set<string> {
  return new Set(
    edges.flatMap(({ source, target }) =>
      selected.has(target.node) && !selected.has(source.node) ? [source.node] : [],
    ),
  );
}

/** A node that was asked for by name must not be skipped for want of a result that is not there yet. */
function refuseWithoutSource(
  graph: WorkflowGraph,
  { nodes }: Selection,
  given: ReadonlyMap<string, NodeOutput>,
  selected: ReadonlySet<string> | undefined,
): void {
  const sourcesByNode = neighbours(graph, "to");
  const missing = new Set<string>();
  for (const id of new Set(nodes)) {
    const sources = sourcesByNode.get(id) ?? [];
    const lacking = sources.filter((source) => selected?.has(source) !== true && !given.has(source));
    if (sources.length > 0 && lacking.length === sources.length) for (const source of lacking) missing.add(source);
  }
  if (missing.size === 0) return;
  const names = graph.nodes.filter(({ id }) => missing.has(id)).map(({ id, title }) => title ?? id);
  const message = `${names.join(", ")} ${names.length === 1 ? "has" : "have"} no result yet to go on with. Run to here instead.`;
  throw new AppError("invalid_workflow", message, { nodes: [...missing] });
}

/** Whoever pins a node expects no call for it: where there is nothing to hold fast, nothing is started. */
async function pinnedOutputs(
  workflow: Workflow,
  pinned: readonly string[],
  latestOutputs: LatestOutputs,
): Promise<Map<string, NodeOutput>> {
  const nodes = selectNodes(workflow, { mode: "only", nodes: pinned });
  const outputs = await latestOutputs(workflow.id, nodes);
  const missing = workflow.nodes.filter(({ id }) => nodes.has(id) && !outputs.has(id));
  if (missing.length === 0) return outputs;
  const names = missing.map(({ id, title }) => title ?? id).join(", ");
  const message = `${names} ${missing.length === 1 ? "has" : "have"} no result yet to hold fast. Run without the pin first.`;
  throw new AppError("invalid_workflow", message, { nodes: missing.map(({ id }) => id) });
}

function freshNodes(
  workflow: Workflow,
  graph: WorkflowGraph,
  fresh: Selection | undefined,
): ReadonlySet<string> | undefined {
  return fresh === undefined ? undefined : selectNodes(graph, onlyRunnable(workflow, graph, fresh));
}

/** The first events of a run; its document, and outputs that it builds on, go to the assets. @throws AppError `storage_failed` */
export async function toStartEvents(setup: RunSetup, assets: AssetStore): Promise<RunEventBody[]> {
  const { workflow, children, by, through, plan, idle = new Map<string, string>() } = setup;
  const { runInputs, selected, given, pinned, fresh } = setup;
  const put = (value: unknown) => assets.put(Buffer.from(JSON.stringify(value)), "application/json");
  const hasOutputs = (given?.size ?? 0) + (pinned?.size ?? 0) > 0;
  const beforehand = { given: Object.fromEntries(given ?? []), pinned: Object.fromEntries(pinned ?? []) };
  const start: RunEventBody = {
    type: "run-start",
    workflow: await put(workflow),
    workflowId: workflow.id,
    ...(by === undefined ? {} : { by }),
    ...(through === undefined ? {} : { through }),
    total: (selected?.size ?? plan.order.length) + idle.size,
    inputs: runInputs,
    ...(selected === undefined ? {} : { selected: [...selected] }),
    ...(fresh === undefined ? {} : { fresh: fresh === "all" ? fresh : [...fresh] }),
    ...(hasOutputs ? { beforehand: await put(beforehand) } : {}),
    ...(children.size > 0 ? { children: await put(toKept(children)) } : {}),
  };
  return [start, ...Array.from(idle, ([node, because]) => ({ type: "node-skip", node, because }) as const)];
}

/**
 * The setup of a run that was started before, from its journal. @throws AppError `not_found` if its snapshot is gone,
 * `storage_failed` if it is damaged, or of another version
 */
export async function readSetup(events: readonly RunEvent[], assets: AssetStore): Promise<RunSetup> {
  const start = events.find((event): event is RunEventOf<"run-start"> => event.type === "run-start");
  if (start === undefined) throw new AppError("not_found", "This run was cut off before it began. Start it again.");
  const workflow = await readSnapshot(start.workflow.asset, workflowSchema, assets);
  const runInputs = await putValuesBack(start.inputs, assets);
  const changes = events.flatMap((event) => (event.type === "run-resume" && event.account) || []);
  const held = start.children && (await readSnapshot(start.children.asset, keptChildrenSchema, assets));
  const children = fromKept(held ?? [], changes);
  const part = toRunnablePart(withChildPorts(workflow, children));
  const graph = changes.reduce(withAccount, nameGivenNodes(part.graph, runInputs));
  const selected = start.selected === undefined ? undefined : new Set(start.selected);
  const kept = start.beforehand && (await readSnapshot(start.beforehand.asset, beforehandSchema, assets));
  return {
    workflow,
    children,
    by: start.by,
    through: start.through,
    plan: planGraph(graph, portsOf, selected),
    runInputs,
    selected,
    given: new Map(Object.entries(kept?.given ?? {})),
    pinned: new Map(Object.entries(kept?.pinned ?? {})),
    fresh: Array.isArray(start.fresh) ? new Set(start.fresh) : start.fresh,
  };
}

const outputsSchema = z.record(
  z.string(),
  z.object({ output: z.record(z.string(), valueSchema), items: z.int().optional() }),
);
/** As toStartEvents writes it. */
const beforehandSchema = z.object({ given: outputsSchema, pinned: outputsSchema });

/** What a run keeps beside its journal as JSON. @throws AppError `not_found`, `storage_failed` */
export async function readSnapshot<Schema extends z.ZodType>(
  asset: string,
  schema: Schema,
  assets: AssetStore,
): Promise<z.infer<Schema>> {
  const bytes = await assets.get(asset);
  try {
    return schema.parse(JSON.parse(Buffer.from(bytes).toString()));
  } catch (cause) {
    const message = "What this run began with is damaged, or of another version of Patchbay. Run the workflow again.";
    throw new AppError("storage_failed", message, { asset }, { cause });
  }
}
