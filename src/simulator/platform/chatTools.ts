import type { Ask, OfferedTool } from "@/simulator/answers/ask";
import { findTool } from "@/simulator/answers/calls";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { missingParameter } from "@/simulator/responses/refuse";
import { readTools } from "@/simulator/responses/tools";
import { refuseParameter } from "./requestRules";

/** The tools of a chat completion: each function stands in an object of its own. */
export function readChatTools({ tools, tool_choice: choice, parallel_tool_calls: parallel }: JsonObject) {
  const offered = readTools(flattened(tools), "tools", refuseParameter).offered;
  const wanted = readChatChoice(choice, offered);
  return { tools: offered, parallel: parallel !== false, ...(wanted === undefined ? {} : { choice: wanted }) };
}

/** As the Responses API writes them, whose rules then hold. */
function flattened(tools: unknown): unknown {
  if (!Array.isArray(tools)) return tools;
  return tools.map((tool: unknown, index) => {
    const at = `tools[${index}]`;
    if (!isObject(tool) || tool.type !== "function") {
      const type = isObject(tool) ? String(tool.type) : "";
      throw refuseParameter(`Invalid value: '${type}'. Supported values are: 'function'.`, `${at}.type`);
    }
    if (!isObject(tool.function)) {
      throw refuseParameter(`Missing required parameter: '${at}.function'.`, `${at}.function`, missingParameter);
    }
    return { ...tool.function, type: "function" };
  });
}

function readChatChoice(choice: unknown, offered: OfferedTool[]): Ask["choice"] {
  if (choice === undefined || choice === null) return undefined;
  if (offered.length === 0) {
    throw refuseParameter("'tool_choice' is only allowed when 'tools' are specified.", "tool_choice");
  }
  if (choice === "auto" || choice === "none" || choice === "required") return choice;
  const name = isObject(choice) && isObject(choice.function) ? String(choice.function.name) : String(choice);
  if (findTool(offered, name) !== undefined) return { name };
  throw refuseParameter(`Tool choice '${name}' not found in 'tools' parameter.`, "tool_choice");
}

/** The calls since the person spoke last; refuses outputs without their call and calls without their output. */
export function readChatTurn(messages: readonly unknown[]): NonNullable<Ask["turn"]> {
  const all = new Map<string, NonNullable<Ask["turn"]>["calls"][number]>();
  let since: NonNullable<Ask["turn"]>["calls"] = [];
  const open = new Set<string>();
  for (const [index, message] of messages.entries()) {
    if (!isObject(message)) continue;
    if (message.role === "tool") answerCall(message, index, open, all);
    else if (open.size > 0) break;
    if (message.role === "user") since = [];
    if (message.role !== "assistant") continue;
    for (const call of callsOf(message)) {
      const made = { name: call.name };
      all.set(call.id, made);
      since.push(made);
      open.add(call.id);
    }
  }
  if (open.size === 0) return { calls: since };
  const ids = [...open].join(", ");
  throw refuseParameter(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${ids}`,
    "messages",
  );
}

function answerCall(
  message: JsonObject,
  index: number,
  open: Set<string>,
  all: Map<string, { name: string; output?: string }>,
): void {
  const id = String(message.tool_call_id);
  const call = all.get(id);
  if (!open.delete(id) || call === undefined) {
    const words = "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.";
    throw refuseParameter(`Invalid parameter: ${words}`, `messages.[${index}].role`);
  }
  call.output = typeof message.content === "string" ? message.content : JSON.stringify(message.content);
}

function callsOf({ tool_calls: calls }: JsonObject): { id: string; name: string }[] {
  if (!Array.isArray(calls)) return [];
  return calls.filter(isObject).map((call) => ({
    id: String(call.id),
    name: isObject(call.function) ? String(call.function.name) : "",
  }));
}
