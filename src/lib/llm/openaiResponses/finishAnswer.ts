import { ownerOf } from "@/lib/llm/answerState";
import { asArray, asObject, isObject } from "@/lib/llm/narrow";
import { reasoningDropped, searchNotUsed } from "@/lib/llm/notices";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { CredentialSource } from "@/types/credential";
import type { AnswerState, LlmCall, Notice } from "@/types/llm";
import type { Concessions } from "./concessions";
import { saysMore } from "./heldItems";
import { hasForeignReasoning } from "./inputItems";
import { limitNotices } from "./lengthLimit";
import { searchFunction } from "./searchFunction";

/** Adds to an answer what the person has to know of it, and leaves out a state that says no more than the text does. */
export async function* finishAnswer(
  events: AsyncIterable<ProviderEvent>,
  call: LlmCall,
  notices: () => Notice[],
): AsyncGenerator<ProviderEvent, void, undefined> {
  let hasSources = false;
  for await (const event of events) {
    hasSources ||= event.type === "source";
    if (event.type !== "end") {
      yield event;
      continue;
    }
    const { state, ...end } = event;
    const isMissed = typeof call.webSearch === "object" && event.finishReason !== "tool_calls";
    const told = notices();
    if (isMissed && !hasSources && !hasSearched(call, state)) told.push(searchNotUsed);
    for (const notice of told) yield { type: "notice", ...notice };
    yield state !== undefined && saysMore(itemsOf(state)) ? { ...end, state } : end;
  }
}

/** In this answer, or in one that led to it since the person spoke. */
function hasSearched({ messages }: LlmCall, state: AnswerState | undefined): boolean {
  const since = messages.slice(messages.findLastIndex(({ role }) => role === "user") + 1);
  const states = since.map((message) => (message.role === "assistant" ? message.state : undefined));
  return [...states, state].flatMap(itemsOf).some(({ type, name }) => {
    return type === "web_search_call" || (type === "function_call" && name === searchFunction.name);
  });
}

function itemsOf(state: AnswerState | undefined) {
  return asArray(asObject(state).items).filter(isObject);
}

/** What the call conceded, that its limit was raised, and, once, that it went without thoughts that are somebody else's. */
export function noticesOf(
  concessions: Pick<Concessions, "notices">,
  call: LlmCall,
  credentials: Pick<CredentialSource, "payer">,
) {
  const notices = [...concessions.notices(), ...limitNotices(call)];
  const isTold = notices.some(({ code }) => code === reasoningDropped.code);
  return !isTold && hasForeignReasoning(call, ownerOf(call, credentials)) ? [...notices, reasoningDropped] : notices;
}
