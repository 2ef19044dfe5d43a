import type { Ask, OfferedTool } from "@/simulator/answers/ask";
import { findTool } from "@/simulator/answers/calls";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { invalidRequest } from "./refusals";
import { checkBoundSchema } from "./requestRules";

const searchTypes = ["web_search_20250305", "web_search_20260209", "web_search_20260318"];

export function readTools({
  tools,
  tool_choice: choice,
}: JsonObject): Pick<Ask, "tools" | "choice" | "parallel" | "canSearch"> {
  const offered: OfferedTool[] = [];
  let canSearch = false;
  if (tools !== undefined && !Array.isArray(tools)) throw invalidRequest("tools: Input should be a valid list");
  for (const [index, tool] of (tools ?? []).entries()) {
    if (isObject(tool) && searchTypes.includes(String(tool.type))) canSearch = true;
    else offered.push(readFunction(tool, `tools.${index}`));
  }
  if (new Set(offered.map(({ name }) => name)).size < offered.length) {
    throw invalidRequest("tools: Tool names must be unique.");
  }
  return { tools: offered, canSearch, ...readChoice(choice, offered, canSearch) };
}

function readFunction(tool: unknown, at: string): OfferedTool {
  if (!isObject(tool) || (tool.type !== undefined && tool.type !== "custom")) {
    const type = isObject(tool) ? String(tool.type) : "";
    throw invalidRequest(`${at}: Input tag '${type}' found using 'type' does not match any of the expected tags`);
  }
  const { name, input_schema: schema, strict } = tool;
  if (typeof name !== "string" || !/^[a-zA-Z0-9_-]{1,128}$/.test(name)) {
    throw invalidRequest(`${at}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`);
  }
  if (!isObject(schema)) throw invalidRequest(`${at}.custom.input_schema: Field required`);
  if (schema.type !== "object") throw invalidRequest(`${at}.custom.input_schema.type: Input should be 'object'`);
  if (strict === true) checkBoundSchema(schema, `${at}.custom`);
  return { kind: "function", name, parameters: schema };
}

function readChoice(choice: unknown, offered: OfferedTool[], canSearch: boolean): Pick<Ask, "choice" | "parallel"> {
  if (choice === undefined || choice === null) return {};
  if (!isObject(choice)) throw invalidRequest("tool_choice: Input should be a valid dictionary");
  if (offered.length === 0 && !canSearch) {
    throw invalidRequest("tool_choice: tool_choice may only be specified while providing tools.");
  }
  const parallel = choice.disable_parallel_tool_use === true ? { parallel: false } : {};
  switch (choice.type) {
    case "auto":
    case "none":
      return { choice: choice.type, ...parallel };
    case "any":
      return { choice: "required", ...parallel };
    case "tool":
      if (findTool(offered, String(choice.name)) !== undefined) {
        return { choice: { name: String(choice.name) }, ...parallel };
      }
      throw invalidRequest(`tool_choice.tool.name: Tool '${String(choice.name)}' not found in provided tools`);
  }
  throw invalidRequest(`tool_choice: Input tag '${String(choice.type)}' found using 'type' does not match any`);
}
