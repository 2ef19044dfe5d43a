import { answerId } from "@/simulator/answers/answerId";
import type { AnswerCall } from "@/simulator/answers/ask";
import { drawPicture } from "@/simulator/answers/drawPicture";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { sealFor } from "./ciphertext";
import type { ResponsePlan } from "./responsePlan";

type Item = JsonObject & { id: string; type: string };

const made = "completed";

/** An id that is the same for the same answer. */
export function idFor(plan: ResponsePlan, prefix: string): string {
  const { model } = plan.body;
  const calls = plan.answer.calls.map(({ id }) => id).join();
  return answerId(prefix, `${String(model)}\n${plan.createdAtMs}\n${plan.answer.text}\n${calls}`);
}

/** Everything an answer consists of, in its order: thoughts, commentary, searches, pictures, calls or the message. */
export function outputItems(plan: ResponsePlan): Item[] {
  const { answer, scenarios } = plan;
  const says = scenarios.some(({ word }) => word === "commentary");
  return [
    ...(thinks(plan) ? [reasoningItem(plan)] : []),
    ...(says ? [commentaryItem(plan)] : []),
    ...searchItems(plan),
    ...(answer.picture === undefined ? [] : [pictureItem(plan, answer.picture.prompt)]),
    ...answer.calls.map(callItem),
    ...(answer.calls.length > 0 ? [] : [messageItem(plan)]),
  ];
}

function thinks({ body, answer }: ResponsePlan): boolean {
  return answer.usage.reasoning > 0 || isObject(body.reasoning);
}

function includes({ body: { include } }: ResponsePlan, what: string): boolean {
  return Array.isArray(include) && include.includes(what);
}

/** The assistant's message. */
function messageItem(plan: ResponsePlan): Item {
  const annotations = plan.answer.citations.map(({ start, end, url, title }) => ({
    type: "url_citation",
    start_index: start,
    end_index: end,
    url,
    title,
  }));
  const content = [{ type: "output_text", text: plan.answer.text, annotations, logprobs: [] }];
  const phase = plan.phase === undefined ? {} : { phase: plan.phase };
  return { id: idFor(plan, "msg"), type: "message", status: made, role: "assistant", ...phase, content };
}

/** What a model says about its work before it answers. */
function commentaryItem(plan: ResponsePlan): Item {
  const content = [{ type: "output_text", text: "Let me look at this first.", annotations: [], logprobs: [] }];
  return { id: idFor(plan, "msgc"), type: "message", status: made, role: "assistant", phase: "commentary", content };
}

/** Its summary stands only when one was asked for, its secret only when `include` names it. */
function reasoningItem(plan: ResponsePlan): Item {
  const { reasoning, model } = plan.body;
  const wantsSummary = isObject(reasoning) && typeof reasoning.summary === "string";
  const id = idFor(plan, "rs");
  return {
    id,
    type: "reasoning",
    summary: wantsSummary ? [{ type: "summary_text", text: plan.answer.reasoning }] : [],
    ...(includes(plan, "reasoning.encrypted_content")
      ? { encrypted_content: sealFor(plan.owner, String(model), id) }
      : {}),
  };
}

/** A search, a page that was opened, and a word that was looked for on it. */
function searchItems(plan: ResponsePlan): Item[] {
  const { search } = plan.answer;
  const page = search?.sources[0];
  if (search === undefined || page === undefined) return [];
  const sources = search.sources.map(({ url }) => ({ type: "url", url }));
  const told = includes(plan, "web_search_call.action.sources") ? { sources } : {};
  const actions = [
    { type: "search", query: search.query, queries: [search.query], ...told },
    { type: "open_page", url: page.url },
    { type: "find_in_page", url: page.url, pattern: search.query },
  ];
  return actions.map((action, index) => ({
    id: idFor(plan, `ws${index}`),
    type: "web_search_call",
    status: made,
    action,
  }));
}

/** As reported, its status is not always at the end when the item is. */
function pictureItem(plan: ResponsePlan, prompt: string): Item {
  return {
    id: idFor(plan, "ig"),
    type: "image_generation_call",
    status: "generating",
    revised_prompt: prompt,
    result: drawPicture(prompt).toString("base64"),
    background: "opaque",
    output_format: "png",
    quality: "medium",
    size: "1024x1024",
  };
}

function callItem({ kind, id, name, namespace, input }: AnswerCall): Item {
  const placed = namespace === undefined ? {} : { namespace };
  const itemId = (prefix: string) => answerId(prefix, id);
  if (kind === "custom") {
    return { id: itemId("ctc"), type: "custom_tool_call", status: made, call_id: id, name, ...placed, input };
  }
  if (kind === "tool_search") {
    const rest = { call_id: id, execution: "client", arguments: JSON.parse(input) as unknown };
    return { id: itemId("tsc"), type: "tool_search_call", status: made, ...rest };
  }
  return { id: itemId("fc"), type: "function_call", status: made, call_id: id, name, ...placed, arguments: input };
}
