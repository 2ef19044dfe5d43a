import { listAt, objectAt, textAt } from "@/gateway/v1/fields";
import { paramError } from "@/gateway/v1/paramError";
import {
  allowTools,
  createToolTable,
  readCustom,
  readFunction,
  readMode,
  requireChosen,
  type ToolTable,
} from "@/gateway/v1/toolTable";
import { isObject, type JsonObject } from "@/lib/llm/narrow";
import type { LlmCall, ToolChoice } from "@/types/llm";

export interface ReadTools {
  table: ToolTable;
  settings: Pick<LlmCall, "tools" | "toolChoice">;
}

/** The tools of a request, and what it says about their choice. @throws AppError `invalid_request` */
export function readTools(given: unknown, choice: unknown): ReadTools {
  const table = createToolTable();
  for (const [index, value] of listAt(given, "tools").entries()) {
    const param = `tools[${index}]`;
    const tool = objectAt(value, param);
    if (tool.type === "custom") addNamed(readCustom(tool.custom, `${param}.custom`), "custom");
    // Some clients leave the type out.
    else if (tool.type === "function" || tool.type === undefined)
      addNamed(readFunction(tool.function, `${param}.function`), "function");
    else throw paramError(`${param}.type`, "function or custom is wanted here.", "unsupported_value");
  }
  function addNamed(tool: ReturnType<typeof readFunction>, kind: "function" | "custom"): void {
    table.add(tool, { kind, name: tool.name });
  }
  const toolChoice = readChoice(choice, table);
  requireChosen(toolChoice, table);
  const tools = [...table.tools];
  return {
    table,
    settings: tools.length === 0 ? {} : { tools, ...(toolChoice === undefined ? {} : { toolChoice }) },
  };
}

function readChoice(choice: unknown, table: ToolTable): ToolChoice | undefined {
  if (choice === undefined || choice === null) return undefined;
  const mode = readMode(choice);
  if (mode !== undefined) return mode;
  if (!isObject(choice)) throw paramError("tool_choice", "auto, none, required or a tool is wanted here.");
  if (choice.type === "allowed_tools") {
    return allowTools(objectAt(choice.allowed_tools, "tool_choice.allowed_tools"), table, nameOf);
  }
  return { name: textAt(nameOf(choice), "tool_choice.function.name") };
}

/** Tools are named one level deeper here than in Responses. */
function nameOf(tool: JsonObject): unknown {
  const named = tool.type === "custom" ? tool.custom : tool.function;
  return isObject(named) ? named.name : undefined;
}
