import { AppError } from "@/types/errors";
import type { Tool } from "@/types/llm";
import type { NodeContext } from "./nodeKind";
import type { ToolInfo } from "./toolCaller";
import { byModelName } from "./toolNames";
import type { ToolApproval, ToolChoice, ToolSettings } from "./toolSettings";

/** What upstreams take with one call. */
const MOST_TOOLS = 128;
const MOST_DESCRIPTION = 20_000;

export interface BeltTool extends ToolInfo {
  server: string;
  approval: ToolApproval;
}

/** The tools of a node, by the names under which its model knows them. */
export type ToolBelt = ReadonlyMap<string, BeltTool>;

/**
 * Asks the servers of a node for the tools that it may use.
 * @throws AppError `not_found`, `auth_required`, `tool_failed` of a server; `invalid_request` for too many tools
 */
export async function fillBelt(
  { tools: caller, signal, onNotice }: Pick<NodeContext<unknown>, "tools" | "signal" | "onNotice">,
  { tools = [] }: ToolSettings,
): Promise<ToolBelt> {
  if (caller === undefined) throw new AppError("not_found", "No tools can be reached from here.");
  const lists = await Promise.all(tools.map(({ server }) => caller.list(server, signal)));
  const chosen: BeltTool[] = [];
  for (const [index, choice] of tools.entries()) {
    const list = lists[index] ?? [];
    tellMissing(choice, list, onNotice);
    for (const tool of list) {
      if (choice.names?.includes(tool.name) === false || holds(chosen, choice, tool)) continue;
      chosen.push({ ...tool, server: choice.server, approval: choice.approval ?? "ask" });
    }
  }
  const belt = byModelName(chosen);
  if (belt.size > MOST_TOOLS) {
    const message = `This node has ${belt.size} tools, and a model takes at most ${MOST_TOOLS}. Choose those that it needs.`;
    throw new AppError("invalid_request", message);
  }
  return belt;
}

function tellMissing({ names = [] }: ToolChoice, list: ToolInfo[], onNotice: NodeContext<unknown>["onNotice"]): void {
  const missing = names.filter((name) => !list.some((tool) => tool.name === name));
  if (missing.length === 0) return;
  const [has, one] = missing.length === 1 ? ["is", "it was"] : ["are", "they were"];
  const message = `${missing.join(", ")} ${has} not among the tools of the server any more; ${one} left out.`;
  onNotice({ code: "tool_missing", message });
}

function holds(chosen: BeltTool[], { server }: ToolChoice, { name }: ToolInfo): boolean {
  return chosen.some((tool) => tool.server === server && tool.name === name);
}

/** What upstreams refuse at the top of a schema of arguments: there it has to describe one object. */
const refusedAtTop = ["anyOf", "oneOf", "allOf", "not", "enum", "const"];

/** The tools as a call names them. A schema that no upstream takes is loosened; arguments are checked by it all the same. */
export function toModelTools(belt: ToolBelt, onNotice: NodeContext<unknown>["onNotice"]): Tool[] {
  return Array.from(belt, ([name, { description, title, inputSchema }]) => {
    const refused = refusedAtTop.filter((word) => word in inputSchema);
    if (refused.length > 0) {
      const message = `The schema of the tool ${name} has ${refused.join(", ")} at its top, which models do not take. It was sent without.`;
      onNotice({ code: "tool_schema_loosened", message });
    }
    const kept = Object.entries(inputSchema).filter(([word]) => !refused.includes(word));
    return {
      name,
      ...((description ?? title) ? { description: (description ?? title)?.slice(0, MOST_DESCRIPTION) } : {}),
      parameters: { properties: {}, ...Object.fromEntries(kept), type: "object" },
    };
  });
}
