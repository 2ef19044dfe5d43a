import type { Ask, OfferedTool } from "@/simulator/answers/ask";
import { findTool } from "@/simulator/answers/calls";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { missingParameter, type Refuse, unknownParameter } from "./refuse";
import { strictSchemaProblem } from "./strictSchema";

const mostTools = 128;
const toolTypes = ["function", "custom", "namespace", "tool_search", "web_search", "image_generation"];
const functionKeys = new Set(["type", "name", "description", "strict", "parameters", "defer_loading"]);
const hosted = ["web_search", "image_generation"] as const;

export interface ReadTools {
  /** Functions and custom tools, those in namespaces too. */
  offered: OfferedTool[];
  /** Types that stand at the top level or in an item of the input. */
  types: Set<string>;
}

/** Reads a list of tools; refuses unknown types, malformed functions, more than 128. */
export function readTools(tools: unknown, at: string, refuse: Refuse): ReadTools {
  const read: ReadTools = { offered: [], types: new Set() };
  if (tools === undefined || tools === null) return read;
  if (!Array.isArray(tools)) throw refuse(`Invalid type for '${at}': expected an array of objects.`, at);
  if (tools.length > mostTools) {
    const words = `Expected an array with maximum length ${mostTools}, but got an array with length ${tools.length} instead.`;
    throw refuse(`Invalid '${at}': array too long. ${words}`, at, { code: "array_above_max_length" });
  }
  for (const [index, tool] of tools.entries()) readTool(read, tool, `${at}[${index}]`, refuse);
  return read;
}

function readTool(read: ReadTools, tool: unknown, at: string, refuse: Refuse, namespace?: string): void {
  const type = isObject(tool) ? String(tool.type) : "";
  const known = namespace === undefined ? toolTypes : ["function", "custom"];
  if (!isObject(tool) || !known.includes(type)) {
    const values = known.map((name) => `'${name}'`).join(", ");
    throw refuse(`Invalid value: '${type}'. Supported values are: ${values}.`, `${at}.type`);
  }
  if (namespace === undefined) read.types.add(type);
  const parameters = asSchema(tool.parameters);
  if (type === "namespace") readNamespace(read, tool, at, refuse);
  if (type === "tool_search") read.offered.push({ kind: type, name: type, parameters });
  if (type !== "function" && type !== "custom") return;
  const name = readName(tool, at, refuse);
  if (type === "function") checkFunction(tool, name, at, refuse);
  const placed = namespace === undefined ? {} : { namespace };
  read.offered.push({ kind: type, name, ...placed, parameters });
}

function readNamespace(read: ReadTools, tool: JsonObject, at: string, refuse: Refuse): void {
  const name = readName(tool, at, refuse);
  if (!Array.isArray(tool.tools)) throw refuse(`Missing required parameter: '${at}.tools'.`, at, missingParameter);
  for (const [index, inner] of tool.tools.entries()) readTool(read, inner, `${at}.tools[${index}]`, refuse, name);
}

function readName(tool: JsonObject, at: string, refuse: Refuse): string {
  const { name } = tool;
  if (typeof name !== "string") {
    throw refuse(`Missing required parameter: '${at}.name'.`, `${at}.name`, missingParameter);
  }
  if (/^[A-Za-z0-9_-]{1,64}$/.test(name)) return name;
  throw refuse(
    `Invalid '${at}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
    `${at}.name`,
  );
}

function checkFunction(tool: JsonObject, name: string, at: string, refuse: Refuse): void {
  const unknown = Object.keys(tool).find((key) => !functionKeys.has(key));
  if (unknown !== undefined) {
    throw refuse(`Unknown parameter: '${at}.${unknown}'.`, `${at}.${unknown}`, unknownParameter);
  }
  const { parameters, strict } = tool;
  if (parameters !== undefined && parameters !== null && !isObject(parameters)) {
    throw refuse(`Invalid type for '${at}.parameters': expected an object.`, `${at}.parameters`);
  }
  const problem = isObject(parameters) ? schemaProblem(parameters, strict === true) : undefined;
  if (problem === undefined) return;
  const code = { code: "invalid_function_parameters" };
  throw refuse(`Invalid schema for function '${name}': ${problem}`, `${at}.parameters`, code);
}

function schemaProblem(parameters: JsonObject, isStrict: boolean): string | undefined {
  if (isStrict) return strictSchemaProblem(parameters);
  return parameters.type === "object" ? undefined : `schema must be a JSON Schema of 'type: "object"'.`;
}

/** Functions in an item of the input say both of what they may leave out elsewhere, be it as null. */
export function checkWhole(tools: unknown, at: string, refuse: Refuse): void {
  for (const [index, tool] of (Array.isArray(tools) ? tools : []).entries()) {
    if (!isObject(tool)) continue;
    const place = `${at}[${index}]`;
    if (tool.type === "namespace") checkWhole(tool.tools, `${place}.tools`, refuse);
    const missing = ["parameters", "strict"].find((name) => tool.type === "function" && tool[name] === undefined);
    if (missing === undefined) continue;
    throw refuse(`Missing required parameter: '${place}.${missing}'.`, `${place}.${missing}`, missingParameter);
  }
}

/** What `tool_choice` wants; refuses one that names what is not among the tools. */
export function readChoice(choice: unknown, { offered, types }: ReadTools, refuse: Refuse): Ask["choice"] {
  if (choice === undefined || choice === null) return undefined;
  const at = "tool_choice";
  if (choice === "auto" || choice === "none") return choice;
  const absent = (name: string) => refuse(`Tool choice '${name}' not found in 'tools' parameter.`, at);
  if (choice === "required") {
    if (types.size === 0) throw absent("required");
    return choice;
  }
  if (!isObject(choice)) {
    throw refuse(`Invalid value: '${String(choice)}'. Supported values are: 'none', 'auto', and 'required'.`, at);
  }
  const type = String(choice.type);
  const named = hosted.find((name) => name === type);
  if (named !== undefined) {
    if (!types.has(named)) throw absent(named);
    return named;
  }
  const name = String(choice.name);
  if (findTool(offered, name) === undefined) throw absent(name);
  return { name };
}

function asSchema(value: unknown): JsonObject {
  return isObject(value) ? value : { type: "object", properties: {} };
}
