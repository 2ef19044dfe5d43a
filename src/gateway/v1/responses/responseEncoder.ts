import type { AnswerEncoder } from "@/gateway/v1/encoder";
import { newId } from "@/gateway/v1/ids";
import type { OpenAiFailure } from "@/gateway/v1/openAiError";
import { noticeComment } from "@/gateway/v1/told";
import type { AnswerResult } from "@/gateway/v1/workflowEvents";
import { createFrames } from "./frames";
import { callItem, stateItem } from "./items";
import { createItemWriter } from "./itemWriter";
import { endOf, type ResponseHead, type ResponseStand, responseObject } from "./response";

/** Server-sent events of the Responses API. */
export function createResponseEncoder(head: ResponseHead): AnswerEncoder {
  const frames = createFrames();
  const items = createItemWriter(frames);
  let hasText = false;

  const stand = (type: string, at: ResponseStand) => frames.frame(type, { response: responseObject(head, at) });

  function text(piece: string): string {
    hasText ||= piece !== "";
    return items.delta("message", piece);
  }

  /** Clients take calls when the answer has ended; what has to come back with them stands before them. */
  function end(result: AnswerResult): string {
    const { state, toolCalls = [] } = result;
    // A source that tells its text only at the end is as good, and an answer without any has an empty message.
    const rest = !hasText && (result.text !== "" || toolCalls.length === 0) ? text(result.text) : "";
    const closed = items.close(result.sources);
    const kept = state === undefined || !head.withState ? "" : items.whole(stateItem(newId("rs_"), state));
    const calls = toolCalls.map((call) => items.whole(callItem(call, head.tools)));
    const last = endOf(result);
    return rest + closed + kept + calls.join("") + stand(`response.${last.status}`, { ...last, output: items.output });
  }

  return {
    open: () =>
      stand("response.created", { status: "in_progress" }) + stand("response.in_progress", { status: "in_progress" }),
    event(event) {
      if (event.type === "text-delta") return event.text === "" ? "" : text(event.text);
      if (event.type === "reasoning-delta") return event.text === "" ? "" : items.delta("reasoning", event.text);
      if (event.type === "notice") return noticeComment(event);
      return event.type === "end" ? end(event.result) : "";
    },
    /** SDKs throw at the first of both; who reads on finds what there is of the answer in the second. */
    fail(failure) {
      const { error } = failure.body;
      const { param } = error;
      const code = error.code ?? error.type;
      const message = withWait(error.message, code, failure.headers?.["retry-after"]);
      const closed = items.close();
      const told = frames.frame("error", { code, message, param, error });
      const last = { code: lastCode(code, failure), message };
      return closed + told + stand("response.failed", { status: "failed", error: last, output: items.output });
    },
  };
}

/** Known to be final by those who read the end of a stream; the Codex CLI asks again after any other, five times. */
const finalCodes: ReadonlySet<string> = new Set(["context_length_exceeded", "insufficient_quota"]);

/** A stream has no status either: what would be none to ask again after ends by the code of OpenAI that says so. */
function lastCode(code: string, { status = 500, headers }: OpenAiFailure): string {
  const isFinal = headers?.["x-should-retry"] === "false" || (status < 500 && status !== 429);
  return isFinal && !finalCodes.has(code) ? "invalid_prompt" : code;
}

/** A stream has no header for it: the Codex CLI reads in the words how long it is to wait. */
function withWait(message: string, code: string, seconds: string | undefined): string {
  return code !== "rate_limit_exceeded" || seconds === undefined
    ? message
    : `${message} Please try again in ${seconds}s.`;
}
