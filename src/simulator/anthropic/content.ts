import { answerId } from "@/simulator/answers/answerId";
import type { Answer, SearchMade } from "@/simulator/answers/ask";
import { isObject, type JsonObject } from "@/simulator/http/body";
import type { AnthropicPlan } from "./plan";
import { isThinking } from "./requestRules";
import { signThoughts } from "./signature";

/** The blocks of an answer in their order: thoughts, the search and what it found, text with citations, calls. */
export function contentBlocks(plan: AnthropicPlan): JsonObject[] {
  const { answer, body } = plan;
  const before = plan.goesOn
    ? []
    : [...(isThinking(body) ? [thinkingBlock(plan)] : []), ...searchBlocks(answer.search)];
  if (plan.pauses) return before;
  return [...before, ...textBlocks(answer), ...answer.calls.map(callBlock)];
}

/** Thoughts are told as a summary where that is asked for, and with a budget. */
function thinkingBlock({ answer, body }: AnthropicPlan): JsonObject {
  const { type, display } = isObject(body.thinking) ? body.thinking : {};
  const thinking = display === "summarized" || (type === "enabled" && display !== "omitted") ? answer.reasoning : "";
  return { type: "thinking", thinking, signature: signThoughts(thinking, String(body.model)) };
}

function searchBlocks(search: SearchMade | undefined): JsonObject[] {
  if (search === undefined) return [];
  const id = `srv${answerId("toolu", search.query)}`;
  const content = search.sources.map(({ url, title }) => ({
    type: "web_search_result",
    url,
    title,
    encrypted_content: Buffer.from(url).toString("base64"),
    page_age: null,
  }));
  return [
    { type: "server_tool_use", id, name: "web_search", input: { query: search.query } },
    { type: "web_search_tool_result", tool_use_id: id, content },
  ];
}

/** A cited sentence is a block of its own; the links that other protocols put into the text are left out. */
function textBlocks({ text, citations, calls }: Answer): JsonObject[] {
  if (calls.length > 0 || text === "") return [];
  const characters = [...text];
  const blocks: JsonObject[] = [];
  let at = 0;
  for (const { start, end, url, title } of citations) {
    const before = characters.slice(at, start).join("");
    const sentence = /Page \d+ agrees $/.exec(before)?.[0] ?? "";
    const plain = before.slice(0, before.length - sentence.length);
    const cited = sentence.trimEnd();
    const index = Buffer.from(url).toString("base64");
    const location = { type: "web_search_result_location", url, title, cited_text: cited, encrypted_index: index };
    if (plain !== "") blocks.push({ type: "text", text: plain });
    blocks.push({ type: "text", text: cited, citations: [location] });
    at = end;
  }
  const rest = characters.slice(at).join("");
  return rest === "" ? blocks : [...blocks, { type: "text", text: rest }];
}

function callBlock({ id, name, input }: Answer["calls"][number]): JsonObject {
  return {
    type: "tool_use",
    id: id.replace(/^call/, "toolu"),
    name,
    input: inputOf(input),
    caller: { type: "direct" },
  };
}

function inputOf(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return {};
  }
}

export function stopReason({ answer, pauses }: AnthropicPlan): string {
  if (pauses) return "pause_turn";
  if (answer.finish === "length") return "max_tokens";
  if (answer.finish === "content-filter") return "refusal";
  return answer.calls.length > 0 ? "tool_use" : "end_turn";
}

export function stopDetails(plan: AnthropicPlan): JsonObject | null {
  if (stopReason(plan) !== "refusal") return null;
  return { type: "refusal", category: "cyber", explanation: "The simulator was asked to hold this answer back." };
}

/** What was read from the cache and written to it stands beside the rest of the input. */
export function usageObject({ answer: { usage }, written, pauses }: AnthropicPlan) {
  const output = pauses ? usage.reasoning + 1 : usage.output + usage.reasoning;
  return {
    input_tokens: Math.max(usage.input - usage.cached - written, 1),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: usage.cached,
    output_tokens: output,
    output_tokens_details: { thinking_tokens: usage.reasoning },
    service_tier: "standard",
  };
}
