import { changeModelSettings, type ModelSettings, modelSettingsOf } from "@/lib/nodes/modelCalls";
import type { RunEvent, RunEventOf } from "@/types/run";
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

/** The accounts that stand in a run's way: those of nodes that are parked or have failed. */
export function accountsInTheWay(events: readonly RunEvent[], { nodes }: WorkflowGraph): string[] {
  const named = new Map(nodes.map((node) => [node.id, accountsOf(node)]));
  const ofNode = new Map<string, string[]>();
  for (const event of events) {
    if (event.type === "node-park") ofNode.set(event.node, [event.account, ...(named.get(event.node) ?? [])]);
    else if (event.type === "node-error") ofNode.set(event.node, named.get(event.node) ?? []);
    else if (event.type === "node-item" && event.status === "failed") {
      ofNode.set(event.node, named.get(event.node) ?? []);
    } else if (event.type === "node-start") ofNode.delete(event.node);
  }
  return [...new Set([...ofNode.values()].flat())];
}

/** The accounts that a node names, "" for the default one; none where a key pays. */
export function accountsOf(node: WorkflowNode): string[] {
  return modelSettingsOf(node).flatMap(({ provider, account }) => {
    if (provider !== "openai-auth") return [];
    return [typeof account === "string" ? account : ""];
  });
}
