import { askedValue, questionText } from "@/components/nodes/questionWords";
import { toText } from "@/lib/nodes/values";
import type { OpenQuestion } from "@/types/answers";

/** Enough for a line. */
const LENGTH = 120;

/** How the value begins, to tell one question from the next; the question where it is no text. */
export function previewOf(question: OpenQuestion): string {
  const value = question.kind === "review" ? askedValue(question) : (question.name ?? "");
  const isText = typeof value === "string" || typeof value === "number";
  const text = isText ? toText(value) : JSON.stringify(value).slice(0, LENGTH);
  const line = text.slice(0, LENGTH).replace(/\s+/g, " ").trim();
  return line === "" ? questionText(question) : line;
}
