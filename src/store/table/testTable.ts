import type { ItemRun } from "@/store/runItems";
import { idleNode, idleRun, type NodeRun, type RunState } from "@/store/runReducer";
import type { PortValues, Value } from "@/types/run";

/** Runs for tests of tables, said in few words. */
export function runWith(nodes: Record<string, NodeRun>, change: Partial<RunState> = {}): RunState {
  return { ...idleRun, id: "run", status: "completed", nodes, ...change };
}

/** A node that has given a list at once. */
export function gaveList(values: Value[], port = "items"): NodeRun {
  return { ...idleNode, status: "done", output: { [port]: values } };
}

export function doneItem(output: PortValues, change: Partial<ItemRun> = {}): ItemRun {
  return { status: "done", attempt: 1, text: "", output, ...change };
}

export function failedItem(message: string): ItemRun {
  return { status: "failed", attempt: 1, text: "", error: { code: "timeout", message } };
}

/** A node that ran once per item and has ended. */
export function ranItems(items: (ItemRun | undefined)[], port = "text"): NodeRun {
  const values = items.map((item): Value => {
    if (item?.output !== undefined) return item.output[port] ?? null;
    const { code, message } = item?.error ?? { code: "timeout", message: "Before" };
    return { error: { code, message } };
  });
  return { ...idleNode, status: "done", items, itemCount: items.length, output: { [port]: values } };
}
