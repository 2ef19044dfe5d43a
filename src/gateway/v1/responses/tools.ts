import { dropped } from "@/gateway/v1/dropped";
import { listAt, objectAt, textAt } from "@/gateway/v1/fields";
import { paramError } from "@/gateway/v1/paramError";
import {
  allowTools,
  createToolTable,
  type KnownTool,
  readCustom,
  readFunction,
  readMode,
  requireChosen,
  sentName,
  type ToolTable,
} from "@/gateway/v1/toolTable";
import { isObject, type JsonObject, wordOf } from "@/lib/llm/narrow";
import type { LlmCall, Notice, ToolChoice } from "@/types/llm";

/** The name under which a client's own search for tools goes to the model. */
export const searchName = "tool_search";

export interface ReadTools {
  table: ToolTable;
  settings: Pick<LlmCall, "tools" | "toolChoice" | "webSearch">;
  notices: Notice[];
}

const webSearch = /^web_search(_preview)?(_\d{4}_\d{2}_\d{2})?$/;

/**
 * The tools of a request, with those that the client has found since, and what it says about their choice.
 * What OpenAI's servers would run themselves is left out with a notice, all but the search of the web.
 * @throws AppError `invalid_request`
 */
export function readTools(
  given: unknown,
  choice: unknown,
  found: readonly { tool: unknown; param: string }[] = [],
): ReadTools {
  const table = createToolTable();
  const notices: Notice[] = [];
  let searches = false;
  const all = [...listAt(given, "tools").map((tool, index) => ({ tool, param: `tools[${index}]` })), ...found];
  for (const { tool, param } of all) {
    const read = objectAt(tool, param);
    if (webSearch.test(wordOf(read.type))) searches = true;
    else notices.push(...addTool(read, param, table).map(notHosted));
  }
  const { toolChoice, ...chosen } = readChoice(choice, table);
  const tools = [...table.tools];
  const mustSearch = chosen.mustSearch || (searches && tools.length === 0 && toolChoice === "required");
  if (!mustSearch) requireChosen(toolChoice, table);
  return {
    table,
    notices,
    settings: {
      ...(tools.length === 0 ? {} : { tools }),
      ...(toolChoice === undefined || tools.length === 0 ? {} : { toolChoice }),
      ...(mustSearch ? { webSearch: { required: true } } : searches ? { webSearch: true } : {}),
    },
  };
}

/** Gives what of it only OpenAI has. */
function addTool(tool: JsonObject, param: string, table: ToolTable, namespace?: string): JsonObject[] {
  const within = namespace === undefined ? {} : { namespace };
  const add = (kind: KnownTool["kind"], read: ReturnType<typeof readFunction>) => {
    // What was found twice is one tool.
    if (!table.tools.some(({ name }) => name === read.name)) {
      table.add(read, { kind, name: wordOf(tool.name), ...within });
    }
    return [];
  };
  if (tool.type === "function") return add("function", readFunction(tool, param, namespace));
  if (tool.type === "custom") return add("custom", readCustom(tool, param, namespace));
  if (tool.type === "namespace") {
    const name = textAt(tool.name, `${param}.name`);
    return listAt(tool.tools, `${param}.tools`).flatMap((one, index) => {
      const place = `${param}.tools[${index}]`;
      return addTool(objectAt(one, place), place, table, name);
    });
  }
  if (tool.type === "tool_search" && tool.execution === "client") {
    table.add(readFunction({ ...tool, name: searchName }, param), { kind: "search", name: searchName });
    return [];
  }
  return [tool];
}

function notHosted({ type, name }: JsonObject): Notice {
  return dropped(`tools: ${typeof name === "string" ? name : wordOf(type)}`, "it is a tool of OpenAI's own servers");
}

function readChoice(choice: unknown, table: ToolTable): { toolChoice?: ToolChoice; mustSearch?: boolean } {
  if (choice === undefined || choice === null) return {};
  const mode = readMode(choice);
  if (mode !== undefined) return { toolChoice: mode };
  if (!isObject(choice)) throw paramError("tool_choice", "auto, none, required or a tool is wanted here.");
  const { type, name, namespace } = choice;
  if (type === "allowed_tools") return { toolChoice: allowTools(choice, table, (tool) => tool.name) };
  if (type === "function" || type === "custom") {
    return { toolChoice: { name: sentName(textAt(name, "tool_choice.name"), namespace) } };
  }
  if (webSearch.test(wordOf(type))) return { mustSearch: true };
  throw paramError(
    "tool_choice",
    `"${wordOf(type).slice(0, 80)}" is a tool of OpenAI's own servers, which is not had here.`,
    "unsupported_value",
  );
}
