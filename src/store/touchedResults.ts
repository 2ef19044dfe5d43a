import { withItemOutput } from "@/lib/nodes/editedOutput";
import type { TouchedResult } from "@/types/api";
import type { PortValues } from "@/types/run";
import { isSameJson } from "./ranGraph";
import type { ItemRun, ItemRuns, KeptMark } from "./runItems";
import type { NodeRun, RunState } from "./runReducer";

type Touched = ReadonlyMap<string, TouchedResult>;

/** A run with its kept results as people have left them. Nodes that nobody has touched stay the same objects. */
export function withTouched(run: RunState, touched: Touched): RunState {
  let nodes: Record<string, NodeRun> | undefined;
  for (const [id, node] of Object.entries(run.nodes)) {
    const shown = node.items === undefined ? nodeAsKept(node, touched) : listAsKept(node, node.items, touched);
    if (shown === node) continue;
    nodes ??= { ...run.nodes };
    nodes[id] = shown;
  }
  return nodes === undefined ? run : { ...run, nodes };
}

/** What a node or an item of one has, as far as it matters here. */
type Result = Pick<ItemRun, "output" | "gave" | "kept" | "key" | "endedAt">;

function asKept<R extends Result>(result: R, touched: Touched): R {
  const entry = result.key === undefined ? undefined : touched.get(result.key);
  if (entry === undefined && result.kept === undefined && result.gave === undefined) return result;
  const given = result.gave ?? result.output;
  const changedAt = entry?.editedAt ?? entry?.restoredAt;
  const isLater = changedAt !== undefined && changedAt > (result.endedAt ?? "");
  const isChanged = entry !== undefined && isLater && !isSameJson(entry.output, given);
  return {
    ...result,
    output: isChanged ? entry.output : given,
    gave: isChanged ? given : undefined,
    kept: markOf(entry),
  };
}

function nodeAsKept(node: NodeRun, touched: Touched): NodeRun {
  const shown = asKept(node, touched);
  return shown === node ? node : { ...shown, text: textOf(shown.output) ?? node.text };
}

function listAsKept(node: NodeRun, items: ItemRuns, touched: Touched): NodeRun {
  let shown: (ItemRun | undefined)[] | undefined;
  const given = node.gave ?? node.output;
  let output = given;
  let kept: KeptMark | undefined;
  for (const [number, item] of items.entries()) {
    if (item === undefined) continue;
    const next = asKept(item, touched);
    if (next.gave !== undefined && output !== undefined) {
      output = withItemOutput(output, number, items.length, next.output ?? {});
    }
    if (next.kept !== undefined) kept = together(kept, next.kept);
    if (next === item) continue;
    shown ??= items.slice();
    shown[number] = next;
  }
  if (shown === undefined) return node;
  return { ...node, items: shown, output, gave: output === given ? undefined : given, kept };
}

function markOf(entry: TouchedResult | undefined): KeptMark | undefined {
  if (entry === undefined) return undefined;
  const { pinned, editedAt, editedSince, restoredAt } = entry;
  return { pinned, editedAt, editedSince, restoredAt };
}

function together(a: KeptMark | undefined, b: KeptMark): KeptMark {
  return {
    pinned: b.pinned || a?.pinned === true,
    editedAt: later(a?.editedAt, b.editedAt),
    editedSince: earlier(a?.editedSince, b.editedSince),
    restoredAt: later(a?.restoredAt, b.restoredAt),
  };
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return (a ?? "") > (b ?? "") ? a : b;
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  return a !== undefined && (b === undefined || a < b) ? a : b;
}

function textOf(output: PortValues | undefined): string | undefined {
  return typeof output?.text === "string" ? output.text : undefined;
}
