import { type JsonObject, present } from "@/lib/llm/narrow";
import type { LlmCall, Tool } from "@/types/llm";
import { laterSearchTool, mostStrictTools, searchTool } from "./constants";
import { isBindable, toBoundSchema } from "./schema";

export interface ToolStyle {
  /** The model can be bound to schemas, and did not refuse these. */
  strict: boolean;
  /** The first form of the search was refused. */
  laterSearch: boolean;
}

/** The functions, then the search; undefined where there is neither. */
export function toTools(call: LlmCall, style: ToolStyle): JsonObject[] | undefined {
  const { webSearch } = call;
  const tools = searchesAlone(call) ? [] : (call.tools ?? []);
  const binds = style.strict && tools.filter(isStrict).length <= mostStrictTools;
  const functions = tools.map((tool) => toFunction(tool, binds && isStrict(tool)));
  const searches = webSearch ? [style.laterSearch ? laterSearchTool : searchTool] : [];
  return functions.length + searches.length === 0 ? undefined : [...functions, ...searches];
}

/** Whether a request of the call binds the model to the schema of a function. */
export function bindsTools({ tools = [] }: LlmCall): boolean {
  return tools.some(isStrict);
}

function isStrict({ strict, parameters }: Tool): boolean {
  return strict !== false && isBindable(withType(parameters));
}

function toFunction({ name, description, parameters }: Tool, strict: boolean): JsonObject {
  const schema = withType(parameters);
  return present({
    name,
    description,
    input_schema: strict ? toBoundSchema(schema) : schema,
    strict: strict || undefined,
  });
}

function withType(parameters: JsonObject): JsonObject {
  return { type: "object", ...parameters };
}

export function toToolChoice(call: LlmCall): JsonObject | undefined {
  const { tools = [], toolChoice, parallelToolCalls } = call;
  if (tools.length === 0 || searchesAlone(call)) return undefined;
  const one = parallelToolCalls === false ? { disable_parallel_tool_use: true } : {};
  if (typeof toolChoice === "object") return { type: "tool", name: toolChoice.name, ...one };
  if (toolChoice === "required") return { type: "any", ...one };
  if (toolChoice === "none") return { type: "none" };
  return parallelToolCalls === false ? { type: "auto", ...one } : undefined;
}

/** A choice of none would keep the model from searching, too: then the functions are left away, unless some were called. */
function searchesAlone({ toolChoice, webSearch, messages }: LlmCall): boolean {
  return toolChoice === "none" && Boolean(webSearch) && !messages.some(({ role }) => role === "tool");
}
