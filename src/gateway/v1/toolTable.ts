import { z } from "zod";
import { isObject, type JsonObject, wordOf } from "@/lib/llm/narrow";
import { type Tool, type ToolCall, type ToolChoice, toolSchema } from "@/types/llm";
import { objectAt, parseAt, textAt } from "./fields";
import { paramError } from "./paramError";

/** How a client knows a function that the model can call. */
export interface KnownTool {
  kind: "function" | "custom" | "search";
  name: string;
  /** The group in which the client has it. */
  namespace?: string;
}

/**
 * The tools of a request, as functions. A custom tool takes a free text: to the model it is a function with one text.
 */
export interface ToolTable {
  tools: readonly Tool[];
  add(tool: Tool, known: KnownTool): void;
  /** What the client calls a function; a model may ask for one that nobody offered. */
  known(name: string): KnownTool;
  /** Whether the client knows all of them as they are sent. */
  isPlain(): boolean;
  /** Leaves only these, by the names that are sent. */
  keep(names: ReadonlySet<string>): void;
}

export function createToolTable(): ToolTable {
  const byName = new Map<string, KnownTool>();
  let tools: Tool[] = [];
  return {
    get tools() {
      return tools;
    },
    add(tool, known) {
      tools.push(tool);
      byName.set(tool.name, known);
    },
    known: (name) => byName.get(name) ?? { kind: "function", name },
    isPlain: () =>
      Array.from(byName.values()).every(({ kind, namespace }) => kind === "function" && namespace === undefined),
    keep: (names) => {
      tools = tools.filter(({ name }) => names.has(name));
    },
  };
}

/** Coding agents tell at length how a tool is used. */
const clientToolSchema = toolSchema.extend({ description: z.string().max(200_000).optional() });

/** `{ name, description?, parameters?, strict? }` of either protocol. @throws AppError `invalid_request` */
export function readFunction(value: unknown, param: string, namespace?: string): Tool {
  const { name, description, parameters, strict } = objectAt(value, param);
  const tool = {
    name: sentName(textAt(name, `${param}.name`), namespace),
    ...(typeof description === "string" ? { description } : {}),
    parameters: isObject(parameters) ? parameters : { type: "object", properties: {} },
    ...(typeof strict === "boolean" ? { strict } : {}),
  };
  return parseAt(clientToolSchema, tool, param);
}

/** What a custom tool is to the model. @throws AppError `invalid_request` */
export function readCustom(value: unknown, param: string, namespace?: string): Tool {
  const { name, description, format } = objectAt(value, param);
  const words = [typeof description === "string" ? description : "", grammarWords(format)].filter(
    (text) => text !== "",
  );
  return parseAt(
    clientToolSchema,
    {
      name: sentName(textAt(name, `${param}.name`), namespace),
      ...(words.length === 0 ? {} : { description: words.join("\n\n") }),
      parameters: {
        type: "object",
        properties: { [CUSTOM_INPUT]: { type: "string", description: "The whole input of the tool, as plain text." } },
        required: [CUSTOM_INPUT],
        additionalProperties: false,
      },
    },
    param,
  );
}

const CUSTOM_INPUT = "input";

/** A grammar cannot bind here; it is told in words. Chat Completions has it one level deeper. */
function grammarWords(format: unknown): string {
  if (!isObject(format) || format.type !== "grammar") return "";
  const { syntax, definition } = isObject(format.grammar) ? format.grammar : format;
  return `The input must follow this ${wordOf(syntax)} grammar:\n${wordOf(definition)}`;
}

/** The text that a call of a custom tool carries; a model that did not keep to the form is taken at its word. */
export function customInput(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    if (isObject(value) && typeof value[CUSTOM_INPUT] === "string") return value[CUSTOM_INPUT];
  } catch {
    // It is the text itself, then.
  }
  return json;
}

/** A call that a client sends back, as the model made it. */
export function toCustomCall(id: string, name: string, input: string): ToolCall {
  return { id, name, arguments: JSON.stringify({ [CUSTOM_INPUT]: input }) };
}

/** A tool in a namespace has both names in one. To OpenAI's models every function stands in one called `functions`. */
export function sentName(name: string, namespace: unknown): string {
  if (typeof namespace !== "string" || namespace === "" || namespace === "functions") return name;
  return `${namespace}__${name}`;
}

/** `auto`, `none`, `required`. */
export function readMode(choice: unknown): Extract<ToolChoice, string> | undefined {
  return choice === "auto" || choice === "none" || choice === "required" ? choice : undefined;
}

/** `{ type: "allowed_tools" }` of either protocol: the others are not offered. @throws AppError `invalid_request` */
export function allowTools(
  { mode, tools }: JsonObject,
  table: ToolTable,
  nameOf: (tool: JsonObject) => unknown,
): ToolChoice | undefined {
  if (!Array.isArray(tools)) throw paramError("tool_choice.tools", "a list of tools is wanted here.");
  table.keep(new Set(tools.filter(isObject).map((tool) => sentName(wordOf(nameOf(tool)), tool.namespace))));
  return readMode(mode);
}

/** What no tool here can meet would be left out of what is sent, as if it had not been asked for. @throws AppError `invalid_request` */
export function requireChosen(choice: ToolChoice | undefined, { tools }: Pick<ToolTable, "tools">): void {
  if (choice === "required" && tools.length === 0) {
    throw paramError("tool_choice", "a tool has to be used, and none is offered that can be called here.");
  }
  if (typeof choice === "object" && !tools.some(({ name }) => name === choice.name)) {
    throw paramError("tool_choice", `there is no tool “${choice.name}” among the tools.`);
  }
}

/** What a client's own search for tools is asked for. */
export function searchInput(json: string): JsonObject {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : { query: json };
  } catch {
    return { query: json };
  }
}
