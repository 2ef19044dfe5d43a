import type { Workflow, WorkflowEdge, WorkflowNode, WorkflowSettings } from "@/types/workflow";

/** One field of a node, or the name of the workflow: `title`, `type`, `off`, `comment`, or a key of its data. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

export type NodeChange =
  | { kind: "added" | "removed"; node: WorkflowNode }
  | { kind: "changed"; node: WorkflowNode; fields: FieldChange[] };

/** What is different between two states of a document. Wires are told apart by their ends. */
export interface DocumentDiff {
  /** Of the workflow. */
  name?: FieldChange;
  /** What it is to those who run it without its canvas, by setting; inputs by name. */
  settings: FieldChange[];
  nodes: NodeChange[];
  wires: { added: WorkflowEdge[]; removed: WorkflowEdge[] };
  /** How many nodes stand elsewhere or in another size. */
  moved: number;
  /** Groups, notes beside nodes and points of wires. */
  isArrangedAnew: boolean;
}

export function diffDocuments(before: Workflow, after: Workflow): DocumentDiff {
  return {
    name: before.name === after.name ? undefined : { field: "name", before: before.name, after: after.name },
    settings: settingsChanges(before.settings, after.settings),
    nodes: nodeChanges(before.nodes, after.nodes),
    wires: wireChanges(before.edges, after.edges),
    moved: after.nodes.filter(({ id }) => isMoved(before.layout.nodes[id], after.layout.nodes[id])).length,
    isArrangedAnew: !isSame(arrangement(before), arrangement(after)),
  };
}

export function isDifferent({ name, settings, nodes, wires, moved, isArrangedAnew }: DocumentDiff): boolean {
  const changes = settings.length + nodes.length + wires.added.length + wires.removed.length + moved;
  return changes > 0 || name !== undefined || isArrangedAnew;
}

function nodeChanges(before: readonly WorkflowNode[], after: readonly WorkflowNode[]): NodeChange[] {
  const old = new Map(before.map((node) => [node.id, node]));
  const kept = new Set(after.map(({ id }) => id));
  const changes = after.flatMap((node): NodeChange[] => {
    const was = old.get(node.id);
    if (was === undefined) return [{ kind: "added", node }];
    const fields = fieldChanges(fieldsOf(was), fieldsOf(node));
    return fields.length === 0 ? [] : [{ kind: "changed", node, fields }];
  });
  const removed = before.filter(({ id }) => !kept.has(id));
  return [...changes, ...removed.map((node): NodeChange => ({ kind: "removed", node }))];
}

function settingsChanges(before: Workflow["settings"], after: Workflow["settings"]): FieldChange[] {
  const fieldsIn = ({ inputs = {}, ...settings }: WorkflowSettings = {}) =>
    new Map<string, unknown>([...Object.entries(settings), ...Object.entries(inputs)]);
  return fieldChanges(fieldsIn(before), fieldsIn(after));
}

function fieldChanges(was: ReadonlyMap<string, unknown>, is: ReadonlyMap<string, unknown>): FieldChange[] {
  const fields = new Set([...was.keys(), ...is.keys()]);
  return [...fields].flatMap((field) => {
    const change = { field, before: was.get(field), after: is.get(field) };
    return isSame(change.before, change.after) ? [] : [change];
  });
}

function fieldsOf({ id: _, data, ...own }: WorkflowNode): Map<string, unknown> {
  return new Map([...Object.entries(own), ...Object.entries(data)].filter(([, value]) => value !== undefined));
}

function wireChanges(before: readonly WorkflowEdge[], after: readonly WorkflowEdge[]): DocumentDiff["wires"] {
  const [was, is] = [new Set(before.map(endsOf)), new Set(after.map(endsOf))];
  return {
    added: after.filter((edge) => !was.has(endsOf(edge))),
    removed: before.filter((edge) => !is.has(endsOf(edge))),
  };
}

function endsOf({ source, target }: WorkflowEdge): string {
  return JSON.stringify([source.node, source.port, target.node, target.port]);
}

type Place = Workflow["layout"]["nodes"][string] | undefined;

/** A size that was only measured is nobody's change. */
function isMoved(before: Place, after: Place): boolean {
  if (before === undefined || after === undefined) return false;
  if (before.x !== after.x || before.y !== after.y || before.collapsed !== after.collapsed) return true;
  return after.sized === true && (before.width !== after.width || before.height !== after.height);
}

function arrangement({ layout: { nodes: _, viewport: __, ...rest } }: Workflow): unknown {
  return rest;
}

/** Equal as JSON, whatever the order of keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [before, after] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].every((key) => isSame(before.get(key), after.get(key)));
}
