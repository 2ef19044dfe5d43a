import { asArray, isObject, type JsonObject } from "@/lib/llm/narrow";
import type { ProviderEvent } from "@/lib/llm/provider";
import { uniqueSources } from "@/lib/llm/uniqueSources";
import { addUsage, type Source, type ToolCall, type Usage } from "@/types/llm";
import type { Found } from "./searchEndpoint";
import { readQuery, searchFunction } from "./searchFunction";
import { separator } from "./textAssembly";

/** Rounds of searches for one answer; then it has to be given with what was found. */
const maxRounds = 6;

export interface SearchRounds {
  /** Asks with what the rounds before have added; `isOver`: without another search. */
  ask(searched: JsonObject[], isOver: boolean): AsyncIterable<ProviderEvent>;
  search(query: string): Promise<Found>;
}

type End = Extract<ProviderEvent, { type: "end" }>;

/** What the rounds gave so far. */
interface Gathered {
  text: string;
  items: JsonObject[];
  sources: Source[];
  usage: Usage | undefined;
}

/**
 * One answer of a model for which searches are made between rounds. Calls of the caller's own tools end it as they
 * end any answer; searches that were asked for beside them are made before, and stand in its state.
 */
export async function* answerInRounds({ ask, search }: SearchRounds): AsyncGenerator<ProviderEvent, void, undefined> {
  const gathered: Gathered = { text: "", items: [], sources: [], usage: undefined };
  for (let round = 1; ; round++) {
    const { end, calls } = yield* oneRound(ask(gathered.items, round > maxRounds), gathered);
    const searches = calls.filter(({ name }) => name === searchFunction.name);
    const others = calls.filter((call) => !searches.includes(call));
    take(end, gathered);
    for (const call of searches) await answerCall(call, search, gathered);
    if (searches.length > 0 && others.length === 0 && round <= maxRounds) continue;
    for (const source of uniqueSources(gathered.sources)) yield { type: "source", ...source };
    for (const call of others) yield { type: "tool-call", ...call };
    yield toEnd(end, others, gathered);
    return;
  }
}

/** Hands on what can be shown at once. */
async function* oneRound(
  events: AsyncIterable<ProviderEvent>,
  { text: before, sources }: Gathered,
): AsyncGenerator<ProviderEvent, { end: End; calls: ToolCall[] }, undefined> {
  const calls: ToolCall[] = [];
  let lead = before === "" ? "" : separator;
  const shift = before.length + lead.length;
  for await (const event of events) {
    if (event.type === "end") return { end: event, calls };
    if (event.type === "tool-call") calls.push({ id: event.id, name: event.name, arguments: event.arguments });
    else if (event.type === "source") sources.push(shifted(event, shift));
    else if (event.type === "text-delta") {
      yield { ...event, text: lead + event.text };
      lead = "";
    } else yield event;
  }
  throw new Error("A round of an answer ended without its end.");
}

function shifted({ type: _, ...source }: Extract<ProviderEvent, { type: "source" }>, by: number): Source {
  const { start, end } = source;
  return start === undefined || end === undefined ? source : { ...source, start: start + by, end: end + by };
}

function take(end: End, gathered: Gathered): void {
  if (end.text !== "") gathered.text += (gathered.text === "" ? "" : separator) + end.text;
  gathered.items = [...gathered.items, ...asArray(end.state?.items).filter(isObject)];
  gathered.usage = gathered.usage === undefined ? end.usage : addUsage(gathered.usage, end.usage);
}

async function answerCall(call: ToolCall, search: SearchRounds["search"], gathered: Gathered): Promise<void> {
  const query = readQuery(call.arguments);
  const found = query === "" ? { text: "The call names no query.", sources: [] } : await search(query);
  gathered.sources.push(...found.sources);
  gathered.items = [...gathered.items, { type: "function_call_output", call_id: call.id, output: found.text }];
}

function toEnd(end: End, others: ToolCall[], { text, items, usage = end.usage }: Gathered): End {
  const finishReason = others.length === 0 && end.finishReason === "tool_calls" ? "other" : end.finishReason;
  return { ...end, text, finishReason, usage, ...(end.state === undefined ? {} : { state: { ...end.state, items } }) };
}
