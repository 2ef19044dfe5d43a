import { toPieces } from "@/simulator/answers/tokens";
import type { JsonObject } from "@/simulator/http/body";
import type { StreamStep } from "@/simulator/http/stream";
import { breaksOff, firstSilence, pacedPieces } from "@/simulator/responses/pacing";
import { contentBlocks, stopDetails, stopReason, usageObject } from "./content";
import type { AnthropicPlan } from "./plan";
import { errorBody } from "./refusals";

/** The message that is not streamed. */
export function wholeMessage(plan: AnthropicPlan): JsonObject {
  return {
    ...messageFrame(plan),
    content: contentBlocks(plan),
    stop_reason: stopReason(plan),
    stop_details: stopDetails(plan),
    usage: usageObject(plan),
  };
}

function messageFrame({ body, answer }: AnthropicPlan): JsonObject {
  return {
    id: `msg_${Buffer.from(answer.text.slice(0, 12)).toString("hex").padEnd(24, "0")}`,
    type: "message",
    role: "assistant",
    model: body.model,
    content: [],
    container: null,
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
  };
}

const event = (type: string, more: JsonObject = {}): StreamStep => ({ event: type, data: { type, ...more } });

const failures: Record<string, [string, string]> = {
  overloaded: ["overloaded_error", "Overloaded"],
  "rate-limit-stream": ["rate_limit_error", "This request would exceed your organization's rate limit."],
  "context-length": ["invalid_request_error", "prompt is too long: 1000001 tokens > 1000000 maximum"],
};

/** A streamed answer: each block begins, comes in pieces, and ends; then the reason of the end. */
export function* messageSteps(plan: AnthropicPlan): Generator<StreamStep> {
  const broken = breaksOff(plan.scenarios);
  const usage = { ...usageObject(plan), output_tokens: 1 };
  yield event("message_start", { message: { ...messageFrame(plan), usage } });
  yield event("ping");
  yield firstSilence(plan.latency, plan.scenarios);
  for (const [index, block] of contentBlocks(plan).entries()) {
    const isCut = broken !== undefined && (block.type === "text" || block.type === "tool_use");
    yield* blockSteps(plan, block, index, isCut);
    if (!isCut) continue;
    const [type, message] = failures[broken.word] ?? ["api_error", "Internal server error"];
    if (broken.word !== "cut-quietly") yield { event: "error", data: errorBody(type, message) };
    return;
  }
  const delta = {
    stop_reason: stopReason(plan),
    stop_sequence: null,
    stop_details: stopDetails(plan),
    container: null,
  };
  yield event("message_delta", { delta, usage: usageObject(plan) });
  yield event("message_stop");
}

function* blockSteps(plan: AnthropicPlan, block: JsonObject, index: number, isCut: boolean): Generator<StreamStep> {
  const delta = (of: JsonObject) => event("content_block_delta", { index, delta: of });
  const { begin, pieces, last } = inPieces(block);
  yield event("content_block_start", { index, content_block: begin });
  const sent = isCut ? pieces.slice(0, Math.ceil(pieces.length / 2)) : pieces;
  const texts = sent.map(([, piece]) => piece);
  const [[type, field] = ["", ""]] = pieces.map(([kind]) => kind);
  yield* pacedPieces(texts, plan.latency, plan.scenarios, (piece) => delta({ type, [field]: piece }));
  if (isCut) return;
  for (const more of last) yield delta(more);
  yield event("content_block_stop", { index });
}

type Piece = [[type: string, field: string], text: string];

/** How a block begins, the pieces it comes in, and what comes last. */
function inPieces(block: JsonObject): { begin: JsonObject; pieces: Piece[]; last: JsonObject[] } {
  const { text, thinking, signature, input, citations } = block;
  const pieces = (kind: Piece[0], texts: string[]): Piece[] => texts.map((piece) => [kind, piece]);
  switch (block.type) {
    case "text": {
      const cited = Array.isArray(citations) ? citations : [];
      return {
        begin: { ...block, text: "", ...(cited.length > 0 ? { citations: [] } : {}) },
        pieces: pieces(["text_delta", "text"], toPieces(String(text))),
        last: cited.map((citation) => ({ type: "citations_delta", citation })),
      };
    }
    case "thinking":
      return {
        begin: { ...block, thinking: "", signature: "" },
        pieces: pieces(["thinking_delta", "thinking"], toPieces(String(thinking))),
        last: [{ type: "signature_delta", signature }],
      };
    case "tool_use":
    case "server_tool_use": {
      const json = JSON.stringify(input);
      const texts = json === "{}" ? [""] : ["", ...(json.match(/[\s\S]{1,12}/g) ?? [])];
      return { begin: { ...block, input: {} }, pieces: pieces(["input_json_delta", "partial_json"], texts), last: [] };
    }
    default:
      return { begin: block, pieces: [], last: [] };
  }
}
