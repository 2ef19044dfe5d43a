import { type Answer, type Question, questionSchema, type RunEventBody } from "@/types/run";
import { placeKey } from "@/types/runPlace";
import type { KeptAnswers } from "./desk";

/** What people have answered, by place, with the question that each answer was for. */
export function keptAnswers(events: Iterable<RunEventBody>): KeptAnswers {
  const asked = new Map<string, Question>();
  const kept = new Map<string, { question: Question; answer: Answer }>();
  for (const event of events) {
    if (event.type === "node-wait") {
      asked.set(placeKey(event), questionSchema.parse(event));
    } else if (event.type === "node-answer") {
      const { approved, value } = event;
      const key = placeKey(event);
      const question = asked.get(key);
      if (question === undefined) continue;
      kept.set(key, { question, answer: { approved, ...(value === undefined ? {} : { value }) } });
    }
  }
  return kept;
}
