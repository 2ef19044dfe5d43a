import type { ToolCaller, ToolInfo } from "@/lib/nodes/toolCaller";
import { mostCallsOf, toolSettingsSchema } from "@/lib/nodes/toolSettings";
import type { Preflight } from "@/types/api";
import type { RunEventBody } from "@/types/run";
import { isOwn } from "@/types/runPlace";
import type { RunSetup } from "./runSetup";

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

/** Counts the calls of nodes whose models may use tools, and says how many they may become. */
export function createToolCount({ plan }: Pick<RunSetup, "plan">) {
  const counts = new Map<string, number>();
  return {
    note: (event: RunEventBody): void => {
      const isCall =
        (event.type === "node-item" && event.status === "done") ||
        (event.type === "node-end" && event.items === undefined && !event.cached);
      if (isCall && isOwn(event) && mostOf(plan, event.node) > 1)
        counts.set(event.node, (counts.get(event.node) ?? 0) + 1);
    },
    warnings: (): Preflight["warnings"] =>
      Array.from(counts, ([node, count]) => {
        const name = plan.nodes.get(node)?.node.title ?? node;
        const calls = count === 1 ? "1 call" : `${count} calls`;
        const message = `${name} may use tools. Each round of tools is a call of its own: ${calls} may become up to ${count * mostOf(plan, node)}.`;
        return { code: "may_use_tools", node, message };
      }),
  };
}

/** Calls that one answer of a node takes at most. */
function mostOf(plan: RunSetup["plan"], id: string): number {
  const settings = toolSettingsSchema.safeParse(plan.nodes.get(id)?.node.data);
  return settings.success ? mostCallsOf(settings.data) : 1;
}
