import type { Ask, OfferedTool } from "@/simulator/answers/ask";
import { findTool } from "@/simulator/answers/calls";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { invalidArgument } from "./refusals";
import { wantsSignature } from "./signature";

const kinds = ["functionDeclarations", "googleSearch", "codeExecution", "urlContext"];
const modes = ["MODE_UNSPECIFIED", "AUTO", "ANY", "NONE", "VALIDATED"];

/** What may be called and searched; throws Google's refusal of what does not go together. */
export function readTools(body: JsonObject, model: string): Pick<Ask, "tools" | "choice" | "canSearch"> {
  const { tools = [], toolConfig, generationConfig } = body;
  if (!Array.isArray(tools)) throw invalidArgument("Invalid value at 'tools'");
  const offered: OfferedTool[] = [];
  let canSearch = false;
  for (const [index, tool] of tools.entries()) {
    const unknown = isObject(tool) ? Object.keys(tool).find((name) => !kinds.includes(name)) : "";
    if (!isObject(tool) || unknown !== undefined) {
      throw invalidArgument(
        `Invalid JSON payload received. Unknown name "${unknown}" at 'tools[${index}]': Cannot find field.`,
      );
    }
    canSearch ||= tool.googleSearch !== undefined;
    const declared = Array.isArray(tool.functionDeclarations) ? tool.functionDeclarations : [];
    offered.push(
      ...declared.map((one: unknown, at) => readDeclaration(one, `tools[${index}].function_declarations[${at}]`)),
    );
  }
  const twice = offered.find(({ name }, index) => offered.findIndex((other) => other.name === name) < index);
  if (twice !== undefined) throw invalidArgument(`Duplicate function declaration found: ${twice.name}`);
  const isJson = isObject(generationConfig) && generationConfig.responseMimeType === "application/json";
  checkTogether({ model, hasFunctions: offered.length > 0, canSearch, isJson, toolConfig });
  const choice = readChoice(toolConfig, offered);
  return { tools: offered, canSearch, ...(choice === undefined ? {} : { choice }) };
}

interface Asked {
  model: string;
  hasFunctions: boolean;
  canSearch: boolean;
  isJson: boolean;
  toolConfig: unknown;
}

/** Earlier models take one at a time, later ones want to be told. */
function checkTogether({ model, hasFunctions, canSearch, isJson, toolConfig }: Asked): void {
  const isLater = wantsSignature(model);
  if (!isLater && hasFunctions && canSearch) throw invalidArgument("Tool use with function calling is unsupported");
  if (!isLater && isJson && (hasFunctions || canSearch)) {
    const what = hasFunctions ? "Function calling" : "Tool use";
    throw invalidArgument(`${what} with a response mime type: 'application/json' is unsupported`);
  }
  const isTold = isObject(toolConfig) && toolConfig.includeServerSideToolInvocations === true;
  if (!hasFunctions || !canSearch || isTold) return;
  throw invalidArgument(
    "Please enable tool_config.include_server_side_tool_invocations to use Built-in tools with Function calling.",
  );
}

function readDeclaration(declared: unknown, at: string): OfferedTool {
  const { name, parameters, parametersJsonSchema } = isObject(declared) ? declared : {};
  if (typeof name !== "string" || !/^[A-Za-z_][\w.:-]{0,127}$/.test(name)) {
    throw invalidArgument(
      `* GenerateContentRequest.${at}.name: Invalid function name. Must start with a letter or an underscore. Must be alphameric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 128.`,
    );
  }
  if (parameters !== undefined && parametersJsonSchema !== undefined) {
    throw invalidArgument(
      `* GenerateContentRequest.${at}: parameters and parameters_json_schema are mutually exclusive.`,
    );
  }
  const schema = parametersJsonSchema ?? parameters ?? { type: "object", properties: {} };
  if (!isObject(schema)) throw invalidArgument(`Invalid value at '${at}.parameters'`);
  return { kind: "function", name, parameters: schema };
}

function readChoice(toolConfig: unknown, offered: OfferedTool[]): Ask["choice"] {
  const config = isObject(toolConfig) ? toolConfig.functionCallingConfig : undefined;
  if (config === undefined) return undefined;
  if (!isObject(config) || !modes.includes(String(config.mode ?? "AUTO"))) {
    throw invalidArgument("Invalid value at 'tool_config.function_calling_config.mode'");
  }
  if (offered.length === 0) throw invalidArgument("Function calling config is set without function_declarations.");
  const allowed = Array.isArray(config.allowedFunctionNames) ? config.allowedFunctionNames.map(String) : [];
  if (allowed.length > 0 && config.mode !== "ANY" && config.mode !== "VALIDATED") {
    throw invalidArgument("Allowed function names should only be set when the mode is ANY.");
  }
  const absent = allowed.find((name) => findTool(offered, name) === undefined);
  if (absent !== undefined) {
    throw invalidArgument(`allowed_function_names should be a subset of function declarations, but got ${absent}.`);
  }
  if (config.mode === "NONE") return "none";
  if (config.mode !== "ANY") return "auto";
  const [name] = allowed;
  return name === undefined ? "required" : { name };
}
