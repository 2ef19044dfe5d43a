import type { JsonObject } from "@/lib/llm/narrow";
import type { ProviderEvent } from "@/lib/llm/provider";
import { type AnswerItems, createAnswerItems } from "./answerItems";
import { isAnswer, isCommentary, readAnswer, readMessage, readThoughts } from "./messageItems";
import { createTextAssembly } from "./textAssembly";
import { createThoughts } from "./thoughts";

/** What was received of an answer so far; what has to be shown now comes back as events. */
export interface Answer extends Pick<AnswerItems, "annotate" | "calls" | "held"> {
  /** A message begins in which the model talks about its work: shown as its reasoning, no part of the answer. */
  beginCommentary(itemId: string): void;
  textDelta(text: string, itemId: string): ProviderEvent[];
  textPart(text: string, itemId: string): ProviderEvent[];
  thoughtDelta(text: string, part: string): ProviderEvent[];
  itemDone(item: JsonObject): ProviderEvent[];
  /** The items that the finished response alone tells of, then its text where it differs. */
  finish(output: JsonObject[]): ProviderEvent[];
  text(): string;
  /** The words in which the model refused; "" when it did not. */
  refused(): string;
  sources(): ProviderEvent[];
}

export function createAnswer(): Answer {
  const assembly = createTextAssembly();
  const thoughts = createThoughts();
  const items = createAnswerItems();
  const commentary = new Set<string>();
  let refused = "";

  /** What a finished item says that no delta of it did. */
  function readItem(item: JsonObject): ProviderEvent[] {
    if (item.type === "reasoning") return think(thoughts.itemDone(readThoughts(item)));
    if (isCommentary(item)) return think(thoughts.itemDone(readMessage(item).text));
    if (!isAnswer(item)) return [];
    const { text, refusal } = readMessage(item);
    refused += refusal;
    return show(assembly.messageDone(text));
  }

  return {
    annotate: items.annotate,
    calls: items.calls,
    held: items.held,
    text: assembly.text,
    refused: () => refused,
    beginCommentary: (itemId) => void commentary.add(itemId),
    textDelta: (text, itemId) =>
      commentary.has(itemId) ? think(thoughts.delta(text, itemId)) : show(assembly.delta(text)),
    textPart: (text, itemId) => (commentary.has(itemId) ? [] : show(assembly.partDone(text))),
    thoughtDelta: (text, part) => think(thoughts.delta(text, part)),
    itemDone(item) {
      items.add(item);
      return readItem(item);
    },
    finish(output) {
      const { text, refusal } = readAnswer(output);
      const beside = items.complete(output).filter((item) => !isAnswer(item));
      const told = beside.flatMap(readItem);
      refused ||= refusal;
      return [...told, ...show(assembly.completed(text))];
    },
    sources: () => items.sources(assembly.text()).map((source) => ({ type: "source", ...source })),
  };
}

function think(text: string): ProviderEvent[] {
  return text === "" ? [] : [{ type: "reasoning-delta", text }];
}

function show(text: string): ProviderEvent[] {
  return text === "" ? [] : [{ type: "text-delta", text }];
}
