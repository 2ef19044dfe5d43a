import type { OpenAiFailure } from "./openAiError";
import type { AnswerEvent } from "./workflowEvents";

/** Writes one answer in the form of a protocol, a text for each event: what is sent at once is joined by who sends. */
export interface AnswerEncoder {
  /** What comes before all else. */
  open(): string;
  /** "" for what this protocol has no words for. */
  event(event: AnswerEvent): string;
  /** What comes last when the answer fails on its way. */
  fail(failure: OpenAiFailure): string;
}
