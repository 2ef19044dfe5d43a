import type { ToolCaller, ToolInfo } from "@/lib/nodes/toolCaller";
import { mostCallsOf, toolSettingsSchema } from "@/lib/nodes/toolSettings";
import type { Preflight } from "@/types/api";
import type { RunEventBody } from "@/types/run";
import { planAt } from "./childGraphs";
import type { Rehearsed } from "./heldRehearsal";

/** Stands for whatever the servers have: nobody is connected to for a look, and what matters is that there are tools. */
const someTool: ToolInfo = {
  name: "tool",
  inputSchema: { type: "object" },
  readOnly: true,
  destructive: false,
  idempotent: true,
};

/** Tools of a rehearsal, of which none is called: its model asks for nothing. */
export const rehearsedTools: ToolCaller = {
  list: async () => [someTool],
  call: async () => ({ text: "" }),
};

/** Counts the calls of nodes whose models may use tools, and says how many they may become; of held graphs, how many each. */
export function createToolCount({ plan, childOf }: Rehearsed) {
  const counts = new Map<string, number>();
  /** By the node of the document that holds them: of the calls inside, the most that one may become. */
  const inside = new Map<string, number>();
  const nameOf = (node: string) => plan.nodes.get(node)?.node.title ?? node;
  return {
    note: (event: RunEventBody): void => {
      const isCall =
        (event.type === "node-item" && event.status === "done") ||
        (event.type === "node-end" && event.items === undefined && !event.cached);
      if (!isCall) return;
      const { node, path = [] } = event;
      const most = mostOf(planAt(path, plan, childOf)?.nodes.get(node)?.node.data);
      if (most === 1) return;
      const [holder] = path;
      if (holder === undefined) counts.set(node, (counts.get(node) ?? 0) + 1);
      else inside.set(holder.node, Math.max(most, inside.get(holder.node) ?? 0));
    },
    warnings: (): Preflight["warnings"] => [
      ...Array.from(counts, ([node, count]) => {
        const calls = count === 1 ? "1 call" : `${count} calls`;
        const most = count * mostOf(plan.nodes.get(node)?.node.data);
        const message = `${nameOf(node)} may use tools. Each round of tools is a call of its own: ${calls} may become up to ${most}.`;
        return { code: "may_use_tools", node, message };
      }),
      ...Array.from(inside, ([node, most]) => {
        const message = `Models inside of ${nameOf(node)} may use tools. Each round of tools is a call of its own: one call may become up to ${most}.`;
        return { code: "may_use_tools", node, message };
      }),
    ],
  };
}

/** Calls that one answer of a node with these data takes at most. */
function mostOf(data: unknown): number {
  const settings = toolSettingsSchema.safeParse(data);
  return settings.success ? mostCallsOf(settings.data) : 1;
}
