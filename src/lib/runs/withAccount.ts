import { type Children, graphAt } from "@/lib/nodes/heldChildren";
import { changeModelSettings, type ModelSettings, modelSettingsOf } from "@/lib/nodes/modelCalls";
import type { RunEvent, RunEventOf } from "@/types/run";
import { placeKey, type RunPlace } from "@/types/runPlace";
import type { WorkflowGraph, WorkflowNode } from "@/types/workflow";

export type AccountChange = NonNullable<RunEventOf<"run-resume">["account"]>;

/** A graph in which nodes that name one of `instead`, or none where that holds "", name `use`. Keys stay as they are. */
export function withAccount({ nodes, edges }: WorkflowGraph, change: AccountChange): WorkflowGraph {
  return {
    edges,
    nodes: nodes.map((node) => ({ ...node, data: changeModelSettings(node, (each) => swap(each, change)) })),
  };
}

function swap(settings: ModelSettings, { instead, use }: AccountChange): ModelSettings {
  const { provider, account = "" } = settings;
  const isMeant = provider === "openai-auth" && typeof account === "string" && instead.includes(account);
  return isMeant ? { ...settings, account: use } : settings;
}

/** The accounts that stand in a run's way: those of nodes that are parked or have failed, at any depth. */
export function accountsInTheWay(events: readonly RunEvent[], graph: WorkflowGraph, children: Children): string[] {
  const ofPlace = new Map<string, string[]>();
  const named = ({ node: id, path = [] }: RunPlace) => {
    const node = graphAt(graph, children, path)?.nodes.find((each) => each.id === id);
    return node === undefined ? [] : accountsOf(node);
  };
  for (const event of events) {
    if (event.type === "node-park") ofPlace.set(placeOf(event), [event.account, ...named(event)]);
    else if (event.type === "node-error" || (event.type === "node-item" && event.status === "failed")) {
      ofPlace.set(placeOf(event), named(event));
    } else if (event.type === "node-start") ofPlace.delete(placeOf(event));
  }
  return [...new Set([...ofPlace.values()].flat())];
}

/** Of a node with all its items. */
const placeOf = ({ path, node }: RunPlace) => placeKey({ path, node });

/** The accounts that a node names, "" for the default one; none where a key pays. */
export function accountsOf(node: WorkflowNode): string[] {
  return modelSettingsOf(node).flatMap(({ provider, account }) => {
    if (provider !== "openai-auth") return [];
    return [typeof account === "string" ? account : ""];
  });
}
