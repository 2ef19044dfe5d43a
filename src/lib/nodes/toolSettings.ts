import { z } from "zod";
import { idSchema } from "@/types/workflow";
import type { NodeSurroundings } from "./nodeKind";

/** `ask`: calls of tools that are not marked read-only wait for a person; `always`: every call does; `never`: none. */
const toolApprovalSchema = z.enum(["ask", "always", "never"]);
export type ToolApproval = z.infer<typeof toolApprovalSchema>;

/** Servers that a node may name, and tools of each that it may name. */
export const MAX_TOOL_SERVERS = 20;
export const MAX_TOOL_NAMES = 128;

/** Tools of one server. */
export const toolChoiceSchema = z.object({
  server: idSchema,
  /** As the server calls them; all that it has if absent. */
  names: z.array(z.string().min(1).max(256)).max(MAX_TOOL_NAMES).optional(),
  /** `ask` if absent. */
  approval: toolApprovalSchema.optional(),
});
export type ToolChoice = z.infer<typeof toolChoiceSchema>;

/** The settings of a node whose model may use tools. */
export const toolSettingsSchema = z.object({
  tools: z.array(toolChoiceSchema).max(MAX_TOOL_SERVERS).optional(),
  /** Answers that may ask for tools, before the one that is the result; 10 if absent. */
  maxToolRounds: z.int().min(1).max(50).optional(),
  /** Characters of one result that the model gets; 20,000 if absent. */
  maxToolText: z.int().min(500).max(60_000).optional(),
  /** Its result may come out of the cache, where all tools that it used only read. */
  cacheTools: z.boolean().optional(),
});
export type ToolSettings = z.infer<typeof toolSettingsSchema>;

export const STANDARD_ROUNDS = 10;
export const STANDARD_TOOL_TEXT = 20_000;

export function usesTools({ tools = [] }: ToolSettings): boolean {
  return tools.length > 0;
}

/** Why the tools of a node cannot be used, in words that follow its name. */
export async function toolFaultOf(
  { tools = [] }: ToolSettings,
  { toolServers }: Pick<NodeSurroundings, "toolServers">,
): Promise<string | undefined> {
  if (tools.length === 0 || toolServers === undefined) return undefined;
  const known = await toolServers();
  for (const { server } of tools) {
    const found = known.get(server);
    if (found === undefined)
      return `uses tools of the server “${server}”, which is not set up here: add it in the setup, or take it off`;
    if (!found.enabled)
      return `uses tools of ${found.name}, which is switched off: switch it on in the setup, or take it off`;
  }
}

/** Calls of the model that one answer takes at most: each round of tools, and the answer. */
export function mostCallsOf(settings: ToolSettings): number {
  return usesTools(settings) ? (settings.maxToolRounds ?? STANDARD_ROUNDS) + 1 : 1;
}
