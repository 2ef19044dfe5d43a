import type { LlmResult, Source, ToolCall } from "@/types/llm";
import type { ProviderEvent } from "./provider";
import { uniqueSources } from "./uniqueSources";

/** Gathers what an answer brings beside its text, as it comes. */
export interface AnswerParts {
  note(event: ProviderEvent): void;
  /** Each only where there is something. */
  parts(): Pick<LlmResult, "toolCalls" | "sources" | "reasoning">;
}

export function createAnswerParts(): AnswerParts {
  const toolCalls: ToolCall[] = [];
  const sources: Source[] = [];
  let reasoning = "";
  return {
    note: (event) => {
      if (event.type === "reasoning-delta") reasoning += event.text;
      else if (event.type === "tool-call")
        toolCalls.push({ id: event.id, name: event.name, arguments: event.arguments });
      else if (event.type === "source") sources.push(toSource(event));
    },
    parts: () => ({
      ...(toolCalls.length === 0 ? {} : { toolCalls }),
      ...(sources.length === 0 ? {} : { sources: sortSources(sources) }),
      ...(reasoning === "" ? {} : { reasoning }),
    }),
  };
}

/** Longer titles are cut. */
const maxTitleLength = 300;

/** What goes on of an answer: sources that are no pages of the web lead nowhere, or where nobody should go. */
export function toShown<Event extends ProviderEvent>(event: Event): Event | undefined {
  if (event.type !== "source") return event;
  if (!/^https?:\/\//i.test(event.url)) return undefined;
  return event.title === undefined ? event : { ...event, title: event.title.slice(0, maxTitleLength) };
}

function toSource({ url, title, start, end }: Source): Source {
  return {
    url,
    ...(title === undefined ? {} : { title }),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
  };
}

/** In the order in which the text names them; then those that were only looked at. */
function sortSources(sources: readonly Source[]): Source[] {
  // Sorting keeps the order of what is equal.
  return uniqueSources(sources).sort((a, b) => placeOf(a) - placeOf(b) || (a.end ?? 0) - (b.end ?? 0));
}

function placeOf({ start = Number.MAX_SAFE_INTEGER }: Source): number {
  return start;
}
