import type { IncomingHttpHeaders } from "node:http";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { unsupportedValue } from "@/simulator/responses/refuse";
import type { CodexModel } from "./models";
import { refuseBehindGate } from "./refuseBehindGate";

const header = "x-openai-internal-codex-responses-lite";
const liteTools = new Set(["function", "custom", "tool_search", "namespace"]);

/** What the backend asks of a request that calls itself lite; one without the header is not held to it. */
export function checkLiteContract(headers: IncomingHttpHeaders, body: JsonObject, model: CodexModel): void {
  if (headers[header] !== "true") return;
  const refuse = (message: string, param: string) => refuseBehindGate(message, param, unsupportedValue);
  if (!model.use_responses_lite) {
    throw refuse("This model is not supported when using X-OpenAI-Internal-Codex-Responses-Lite.", "model");
  }
  if (!isObject(body.reasoning) || body.reasoning.context !== "all_turns") {
    throw refuse("Responses Lite requires 'reasoning.context' to be 'all_turns'.", "reasoning.context");
  }
  if (body.parallel_tool_calls !== false) {
    throw refuse("Responses Lite requires 'parallel_tool_calls' to be false.", "parallel_tool_calls");
  }
  const items = Array.isArray(body.input) ? body.input.filter(isObject) : [];
  const lists = [body.tools, ...items.filter(({ type }) => type === "additional_tools").map(({ tools }) => tools)];
  const tools = lists.flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
  if (tools.some(({ type }) => !liteTools.has(String(type)))) {
    const words = "Responses Lite only supports function tools, custom tools, and client-executed tool search.";
    throw refuse(words, "tools");
  }
}
