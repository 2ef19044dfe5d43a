import type { CallToolResult, Tool } from "@modelcontextprotocol/server";
import { z } from "zod";
import { AppError, isAbort, isAppError, toErrorBody } from "@/types/errors";
import { reaches } from "@/types/people";
import type { Value } from "@/types/run";
import { validateWorkflow } from "./building/checking";
import { listModels } from "./building/listModels";
import { listNodeKinds } from "./building/listNodeKinds";
import { getWorkflow, listWorkflows, saveWorkflow } from "./building/saved";
import { createOffers, type Offer, type Offers } from "./offers/offers";
import { answerRun, cancelRun, getRun, preflightWorkflow, runToEnd, runWorkflow } from "./runs/runTools";
import type { McpCaller, McpTool, ToolCall } from "./tool";
import { toToolSchema } from "./toolSchema";

/** The tools that are always there, in the order in which a workflow is built. */
const buildingTools: readonly McpTool[] = [
  ...[listNodeKinds, listModels, listWorkflows, getWorkflow, validateWorkflow, saveWorkflow],
  ...[preflightWorkflow, runWorkflow, getRun, answerRun, cancelRun],
];

const byName = new Map(buildingTools.map((tool) => [tool.name, tool]));

/** Shared by all callers of a process: what it remembers of documents is the same for all. */
export function createOffersOfTools(): Offers {
  return createOffers(new Set(byName.keys()));
}

/** All tools, those that are offered workflows first. @throws AppError `storage_failed` */
export async function listTools({ services }: McpCaller, offers: Offers): Promise<Tool[]> {
  const offered = await offers.list(services.workflows);
  return [...offered.map(toOfferedTool), ...buildingTools.map(toTool)];
}

function toTool({ name, title, description, input, annotations }: McpTool): Tool {
  return { name, title, description, inputSchema: toToolSchema(input) as Tool["inputSchema"], annotations };
}

function toOfferedTool({ name, title, description, inputSchema, outputSchema }: Offer): Tool {
  const annotations = { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true };
  return {
    ...{ name, title, description, annotations },
    inputSchema: inputSchema as Tool["inputSchema"],
    outputSchema: outputSchema as Tool["outputSchema"],
  };
}

/**
 * Calls a tool. What goes wrong is an answer that a model can act on; undefined where there is no such tool.
 * @throws AbortError once the call was cancelled, and bugs
 */
export async function callTool(
  name: string,
  given: unknown,
  call: ToolCall,
  offers: Offers,
): Promise<CallToolResult | undefined> {
  const tool = byName.get(name);
  try {
    if (tool !== undefined) return await callBuilding(tool, given, call);
    const offered = (await offers.list(call.caller.services.workflows)).find((offer) => offer.name === name);
    return offered === undefined ? undefined : await callOffered(offered, given, call);
  } catch (error) {
    if (isAbort(error) || !isAppError(error)) throw error;
    return toErrorResult(error);
  }
}

async function callBuilding(tool: McpTool, given: unknown, call: ToolCall): Promise<CallToolResult> {
  requireRole(tool, call.caller);
  const read = (tool.read ?? tool.input).safeParse(given ?? {});
  if (read.success) return tool.call(read.data, call);
  const issues = read.error.issues.map(({ path, message }) => `${path.join(".") || "arguments"}: ${message}`);
  throw new AppError("invalid_request", `The arguments of ${tool.name} do not fit.\n- ${issues.join("\n- ")}`);
}

/** @throws AppError `not_allowed` */
function requireRole({ name, role = "runner" }: McpTool, { person }: McpCaller): void {
  if (person === undefined || reaches(person.role, role)) return;
  const message = `${name} takes the role ${role}, and that of ${person.name} is ${person.role}. An admin can change that.`;
  throw new AppError("not_allowed", message, { role: person.role, needed: role });
}

async function callOffered({ workflowId }: Offer, given: unknown, call: ToolCall): Promise<CallToolResult> {
  const workflow = await call.caller.services.workflows.read(workflowId);
  return runToEnd(workflow, (given ?? {}) as Record<string, Value>, call);
}

const hints: Partial<Record<AppError["code"], string>> = {
  auth_required: "A person has to connect an account or add a key in Patchbay; list_models shows what can be called.",
  reauth_required: "A person has to sign in again in Patchbay; list_models shows what can be called.",
  model_not_available: "list_models has the models that there are.",
  usage_limit_reached: "Wait, or use another account or model.",
  invalid_workflow: "validate_workflow tells every fault at once.",
  not_found: "list_workflows has the workflows that there are.",
};

function toErrorResult(error: AppError): CallToolResult {
  const { code, message, details } = toErrorBody(error);
  const faults = z.array(z.object({ node: z.string().optional(), message: z.string() })).safeParse(details?.faults);
  const lines = faults.success ? faults.data.map(({ node, message }) => `- ${node ?? ""}: ${message}`) : [];
  const text = [message, ...(lines.length > 1 ? lines : []), hints[code] ?? "", `(${code})`].filter(Boolean).join("\n");
  return { content: [{ type: "text", text }], isError: true };
}
