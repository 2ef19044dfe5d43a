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
export function toTools({ tools = [], webSearch }: LlmCall, style: ToolStyle): JsonObject[] | undefined {
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

export function toToolChoice({
  tools = [],
  toolChoice,
  parallelToolCalls,
  webSearch,
}: LlmCall): JsonObject | undefined {
  if (tools.length === 0) return undefined;
  const one = parallelToolCalls === false ? { disable_parallel_tool_use: true } : {};
  if (typeof toolChoice === "object") return { type: "tool", name: toolChoice.name, ...one };
  if (toolChoice === "required") return { type: "any", ...one };
  // It would keep the model from searching, too.
  if (toolChoice === "none") return webSearch ? undefined : { type: "none" };
  return parallelToolCalls === false ? { type: "auto", ...one } : undefined;
}
