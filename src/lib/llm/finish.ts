import type { AppError, ErrorFacts } from "@/types/errors";
import type { Usage } from "@/types/llm";
import { type Asked, upstreamError } from "./failure";
import type { ProviderEvent } from "./provider";

/** Tells of an answer that ended for a reason of which nobody can say whether it is whole. */
export function unknownFinish({ upstream }: Asked, reason: string): ProviderEvent {
  const message = `${upstream} ended the answer for a reason that is not known here (${reason.slice(0, 60)}). It may be incomplete.`;
  return { type: "notice", code: "unknown_finish", message };
}

/** Of an answer that came to its end and says nothing. */
export function withoutText(asked: Asked, facts: ErrorFacts & { usage: Usage }): AppError {
  const sentence = `${asked.upstream} finished without any text, although the request was taken.`;
  return upstreamError("upstream_interrupted", asked, { ...facts, sentence });
}
