import { type NodeGroup, nodeGroupSchema, type Workflow } from "@/types/workflow";
import { newId } from "./ids";

/**
 * Groups of nodes: edits of a document as in `documentEdits`. A node is in one group at most, no group is empty, and
 * entries that this version cannot read stay as they are.
 */

type Layout = Pick<Workflow, "layout">;
type Entries = Workflow["layout"]["groups"];

const read = new WeakMap<Entries, readonly NodeGroup[]>();
const noGroups: readonly NodeGroup[] = [];

/** The groups that can be drawn; a node that two of them claim is of the first. */
export function groupsOf({ layout: { groups } }: Layout): readonly NodeGroup[] {
  if (groups.length === 0) return noGroups;
  const known = read.get(groups);
  if (known !== undefined) return known;
  const taken = new Set<string>();
  const ids = new Set<string>();
  const found = groups.flatMap((entry) => {
    const group = nodeGroupSchema.safeParse(entry).data;
    if (group === undefined || ids.has(group.id)) return [];
    ids.add(group.id);
    const nodes = group.nodes.filter((id) => !taken.has(id));
    for (const id of nodes) taken.add(id);
    return nodes.length === 0 ? [] : [{ ...group, nodes }];
  });
  read.set(groups, found);
  return found;
}

function groupById(workflow: Layout, id: string): NodeGroup | undefined {
  return groupsOf(workflow).find((group) => group.id === id);
}

/** The group that a node is in. */
export function groupOf(workflow: Layout, node: string): NodeGroup | undefined {
  return groupsOf(workflow).find(({ nodes }) => nodes.includes(node));
}

/** Gathers nodes in a new group; they leave the ones they were in. */
export function groupNodes(workflow: Workflow, ids: readonly string[], id = newId("g")): Workflow {
  const known = new Set(workflow.nodes.map((node) => node.id));
  const nodes = ids.filter((each) => known.has(each));
  if (nodes.length === 0) return workflow;
  const left = withoutNodes(workflow, nodes);
  return withGroups(workflow, [...left.layout.groups, { id, nodes }]);
}

/** A field that is set to undefined, or an empty title, is removed. */
export function changeGroup(
  workflow: Workflow,
  id: string,
  change: Partial<Pick<NodeGroup, "title" | "colour" | "collapsed">>,
): Workflow {
  const old = groupById(workflow, id);
  const fields = Object.entries(change).map(([name, value]) => [name, value === "" ? undefined : value] as const);
  if (old === undefined || fields.every(([name, value]) => old[name] === value)) return workflow;
  const groups = workflow.layout.groups.map((entry) => {
    if (entry.id !== id) return entry;
    return Object.fromEntries(
      Object.entries({ ...entry, ...Object.fromEntries(fields) }).filter(([, v]) => v !== undefined),
    );
  });
  return withGroups(workflow, groups);
}

/** Takes groups away; their nodes stay. */
export function ungroup(workflow: Workflow, ids: readonly string[]): Workflow {
  const gone = new Set(ids);
  const groups = workflow.layout.groups.filter(({ id }) => !(typeof id === "string" && gone.has(id)));
  return groups.length === workflow.layout.groups.length ? workflow : withGroups(workflow, groups);
}

/** Puts nodes into a group, or out of all of them. */
export function moveToGroup(workflow: Workflow, ids: readonly string[], group: string | undefined): Workflow {
  if (ids.every((id) => groupOf(workflow, id)?.id === group)) return workflow;
  const left = withoutNodes(workflow, ids, group);
  if (group === undefined) return left;
  const groups = left.layout.groups.map((entry) =>
    entry.id === group && Array.isArray(entry.nodes)
      ? { ...entry, nodes: [...new Set([...entry.nodes, ...ids])] }
      : entry,
  );
  return withGroups(left, groups);
}

/** Nodes leave their groups; one that loses its last node goes, but for the one to keep. */
export function withoutNodes(workflow: Workflow, ids: Iterable<string>, keep?: string): Workflow {
  const gone = new Set(ids);
  const hit = groupsOf(workflow).filter(({ nodes }) => nodes.some((id) => gone.has(id)));
  if (hit.length === 0) return workflow;
  const left = new Map(hit.map(({ id, nodes }) => [id, nodes.filter((node) => !gone.has(node))]));
  const groups = workflow.layout.groups.flatMap((entry) => {
    const nodes = typeof entry.id === "string" ? left.get(entry.id) : undefined;
    if (nodes === undefined) return [entry];
    return nodes.length === 0 && entry.id !== keep ? [] : [{ ...entry, nodes }];
  });
  return withGroups(workflow, groups);
}

/** The groups all of whose nodes are among these: what a copy of the nodes takes along. */
export function groupsAmong(workflow: Layout, ids: ReadonlySet<string>): NodeGroup[] {
  return groupsOf(workflow).filter(({ nodes }) => nodes.every((id) => ids.has(id)));
}

/** The groups that at least one of these nodes is in. */
export function groupsTouched(workflow: Layout, ids: readonly string[]): NodeGroup[] {
  const meant = new Set(ids);
  return groupsOf(workflow).filter(({ nodes }) => nodes.some((id) => meant.has(id)));
}

/** Shows nodes that stand in collapsed groups. */
export function expandAround(workflow: Workflow, ids: readonly string[]): Workflow {
  return groupsTouched(workflow, ids)
    .filter(({ collapsed }) => collapsed)
    .reduce((doc, { id }) => changeGroup(doc, id, { collapsed: undefined }), workflow);
}

function withGroups(workflow: Workflow, groups: Entries): Workflow {
  return { ...workflow, layout: { ...workflow.layout, groups } };
}
