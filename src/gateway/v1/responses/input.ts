import { readContent, readWords } from "@/gateway/v1/content";
import { dropped } from "@/gateway/v1/dropped";
import { listAt, objectAt, textAt } from "@/gateway/v1/fields";
import type { Media } from "@/gateway/v1/media";
import { paramError } from "@/gateway/v1/paramError";
import { sentName, toCustomCall } from "@/gateway/v1/toolTable";
import { type JsonObject, wordOf } from "@/lib/llm/narrow";
import type { AnswerState, Message, Notice, ToolCall } from "@/types/llm";
import { fromEncryptedContent } from "./stateItem";
import { searchName } from "./tools";

export interface ReadInput {
  messages: Message[];
  /** Tools that the client has found for the model in the course of the conversation. */
  foundTools: { tool: unknown; param: string }[];
  notices: Notice[];
}

/** Work of OpenAI's own servers. What came of it stands in the text of the answer. */
const hosted: ReadonlySet<string> = new Set([
  "web_search_call",
  "file_search_call",
  "image_generation_call",
  "code_interpreter_call",
  "computer_call",
  "mcp_list_tools",
  "mcp_call",
  "compaction",
  "compaction_trigger",
]);

/** The conversation of a request: a text, or items in their order. @throws AppError `invalid_request` */
export function readInput(input: unknown, media: Media): ReadInput {
  if (typeof input === "string") return { messages: [{ role: "user", content: input }], foundTools: [], notices: [] };
  if (!Array.isArray(input)) throw paramError("input", "a text or a list of items is wanted here.");
  const reader = createReader(media);
  for (const [index, value] of input.entries()) reader.read(objectAt(value, `input[${index}]`), index);
  const read = reader.end();
  if (read.messages.length === 0) throw paramError("input", "there is nothing in it to answer.");
  return read;
}

const isMessage = (item: JsonObject) => item.type === "message" || (item.type === undefined && "role" in item);

/** What one answer consists of, as far as it was read. */
interface OpenAnswer {
  texts: string[];
  calls: ToolCall[];
  state?: AnswerState;
}

function createReader(media: Media) {
  const messages: Message[] = [];
  const found: ReadInput["foundTools"] = [];
  const left = new Set<string>();
  let answer: OpenAnswer | undefined;

  /** Items of one answer stand side by side; anything else ends it. */
  function open(): OpenAnswer {
    answer ??= { texts: [], calls: [] };
    return answer;
  }

  function close(): void {
    const ended = answer;
    answer = undefined;
    // Reasoning alone says nothing; it belongs to an answer that was cut.
    if (ended === undefined || ended.texts.length + ended.calls.length === 0) return;
    messages.push({
      role: "assistant",
      content: ended.texts.join("\n\n"),
      ...(ended.calls.length === 0 ? {} : { toolCalls: ended.calls }),
      ...(ended.state === undefined ? {} : { state: ended.state }),
    });
  }

  function readMessage({ role, content }: JsonObject, param: string): void {
    const place = `${param}.content`;
    if (role === "assistant") {
      const text = readWords(content, place);
      if (text !== "") open().texts.push(text);
      return;
    }
    close();
    if (role === "user") messages.push({ role, content: readContent(content, place, media), ...media.attached() });
    else messages.push({ role: systemAt(role, `${param}.role`), content: readWords(content, place) });
  }

  function readResult(item: JsonObject, content: string, param: string): void {
    close();
    const toolCallId = textAt(item.call_id, `${param}.call_id`);
    messages.push({ role: "tool", toolCallId, content, ...media.attached() });
  }

  const readers: Record<string, (item: JsonObject, param: string) => void> = {
    function_call: (item, param) => void open().calls.push(readCall(item, param)),
    custom_tool_call: (item, param) => void open().calls.push(readCustomCall(item, param)),
    tool_search_call: (item, param) => void open().calls.push(readSearchCall(item, param)),
    reasoning: (item) => {
      const state = fromEncryptedContent(item.encrypted_content);
      if (state !== undefined) open().state = state;
    },
    function_call_output: (item, param) => readResult(item, outputOf(item, param, media), param),
    custom_tool_call_output: (item, param) => readResult(item, outputOf(item, param, media), param),
    tool_search_output: (item, param) => {
      const tools = listAt(item.tools, `${param}.tools`);
      found.push(...tools.map((tool, at) => ({ tool, param: `${param}.tools[${at}]` })));
      readResult(item, JSON.stringify(tools), param);
    },
    additional_tools: (item, param) => {
      const tools = listAt(item.tools, `${param}.tools`);
      found.push(...tools.map((tool, at) => ({ tool, param: `${param}.tools[${at}]` })));
    },
  };

  return {
    read(item: JsonObject, index: number): void {
      const param = `input[${index}]`;
      const type = wordOf(item.type);
      if (isMessage(item)) readMessage(item, param);
      else if (Object.hasOwn(readers, type)) readers[type]?.(item, param);
      else if (hosted.has(type)) left.add(type);
      else throw unknownItem(type, param);
    },
    end(): ReadInput {
      close();
      return {
        messages,
        foundTools: found,
        notices: [...left].map((type) => dropped(`input: ${type}`, "what OpenAI's servers did is not sent on")),
      };
    },
  };
}

function unknownItem(type: string, param: string): Error {
  if (type === "item_reference") {
    return paramError(
      param,
      "Patchbay keeps no items. Send the item itself; most clients do so with `store: false`.",
      "unsupported_value",
    );
  }
  return paramError(`${param}.type`, `items of type "${type.slice(0, 80)}" are not known here.`, "unsupported_value");
}

function systemAt(role: unknown, param: string): "system" {
  if (role === "system" || role === "developer") return "system";
  throw paramError(param, "user, assistant, system or developer is wanted here.", "unsupported_value");
}

function readCall(item: JsonObject, param: string): ToolCall {
  return {
    id: textAt(item.call_id, `${param}.call_id`),
    name: sentName(textAt(item.name, `${param}.name`), item.namespace),
    arguments: textAt(item.arguments, `${param}.arguments`),
  };
}

function readCustomCall(item: JsonObject, param: string): ToolCall {
  return toCustomCall(
    textAt(item.call_id, `${param}.call_id`),
    sentName(textAt(item.name, `${param}.name`), item.namespace),
    textAt(item.input, `${param}.input`),
  );
}

function readSearchCall(item: JsonObject, param: string): ToolCall {
  return {
    id: textAt(item.call_id, `${param}.call_id`),
    name: searchName,
    arguments: JSON.stringify(item.arguments ?? {}),
  };
}

/** What a tool gave: a text, parts of content, or whatever JSON it is. */
function outputOf({ output }: JsonObject, param: string, media: Media): string {
  if (typeof output === "string") return output;
  if (Array.isArray(output)) return readContent(output, `${param}.output`, media);
  return JSON.stringify(output ?? null);
}
