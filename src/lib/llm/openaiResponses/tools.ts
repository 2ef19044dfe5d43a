import { type JsonObject, present } from "@/lib/llm/narrow";
import type { LlmCall, Tool, ToolChoice } from "@/types/llm";
import { isStrictSchema } from "./strictSchema";

/** A function as the protocol names it, fields in the order of the Codex client. */
export function toFunction(tool: Tool, isLoose = false): JsonObject {
  const { name, description } = tool;
  const parameters = toParameters(tool);
  return present({ type: "function", name, description, strict: !isLoose && isStrict(tool), parameters });
}

/** Where nothing is said, the arguments are bound by the schema if strict decoding takes it. */
export function isStrict(tool: Tool): boolean {
  return tool.strict ?? isStrictSchema(toParameters(tool));
}

/** The protocol takes only schemas of objects; one that says nothing is of an object, too. */
function toParameters({ parameters }: Tool): JsonObject {
  return parameters.type === undefined ? { type: "object", properties: {}, ...parameters } : parameters;
}

/** The choice among functions; undefined leaves it to the upstream's standard, which is `auto`. */
export function toToolChoice(choice: ToolChoice | undefined): unknown {
  return typeof choice === "object" ? { type: "function", name: choice.name } : choice;
}

/** A search has to be seen only in answer to the person: after the result of a tool it may have been made before. */
export function mustSearch({ webSearch, messages }: LlmCall): boolean {
  return typeof webSearch === "object" && messages.at(-1)?.role !== "tool";
}
