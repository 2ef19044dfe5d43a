import { inbox as words } from "@/components/messages/inbox";
import type { OpenQuestion } from "@/types/answers";
import type { Value } from "@/types/run";
import { prettyJson } from "./prettyJson";

/** What is asked, in words: as the workflow has them, else as such a question is put. */
export function questionText({ kind, mode = "approve", question, name = "", server = "" }: OpenQuestion): string {
  if (kind === "review") return question.trim() || words.review[mode];
  return (kind === "tool" ? words.tool : words.unfinished).title(name, server);
}

/** What the answers are called: `edit` is absent where nothing can be changed. */
export function answerWords({ kind, mode }: OpenQuestion): { approve: string; reject: string; edit?: string } {
  if (kind === "tool") return words.tool;
  if (kind === "unfinished_tool") return words.unfinished;
  if (mode === "choose") return { approve: words.approve, reject: words.noneOf };
  return { approve: words.approve, reject: words.reject, ...(mode === "edit" ? { edit: words.edit } : {}) };
}

/** What is written instead of a plain answer, and what gives it. */
export function draftWords({ kind }: OpenQuestion): { written: string; done: string } {
  if (kind === "tool") return words.tool;
  if (kind === "unfinished_tool") return words.unfinished;
  return { written: words.edited, done: words.approveEdited };
}

/** What is looked at: the value, or what a tool would be called with. */
export function askedValue({ kind, value, arguments: given }: OpenQuestion): Value {
  return kind === "review" || given === undefined ? value : given;
}

/** A value as it is edited: text as it is, everything else as JSON. Of a call nothing is there yet. */
export function toDraft({ kind, value }: OpenQuestion): string {
  if (kind !== "review") return "";
  return typeof value === "string" ? value : prettyJson(value);
}

/** The value of what was written; undefined where it was to be JSON and is none. */
export function fromDraft({ kind, value }: OpenQuestion, draft: string): Value | undefined {
  if (kind !== "review" || typeof value === "string") return draft;
  try {
    return JSON.parse(draft);
  } catch {
    return undefined;
  }
}
