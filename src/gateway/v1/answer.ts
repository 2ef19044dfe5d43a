import type { Exchange } from "@/gateway/exchange";
import type { GatewayRoute } from "@/gateway/route";
import { MAX_CALL_BYTES } from "@/lib/llm/checkFiles";
import type { JsonObject } from "@/lib/llm/narrow";
import { reportFailure } from "@/lib/reportFailure";
import { isAbort } from "@/types/errors";
import type { LlmCall, Notice } from "@/types/llm";
import type { Payer } from "@/types/providers";
import type { Asked } from "./asked";
import { begin, silent } from "./begun";
import type { AnswerEncoder } from "./encoder";
import { toOpenAiFailure } from "./openAiError";
import { openSource } from "./source";
import { NOTICE_HEADER, noticeHeader, PAYER_HEADER, payerHeader } from "./told";
import type { AnswerEvent, AnswerResult } from "./workflowEvents";

/** One of OpenAI's protocols: how it asks, and how it is answered. */
export interface Protocol<A extends Asked> {
  name: string;
  path: RegExp;
  /** @throws AppError `invalid_request` */
  read(body: unknown): A;
  /** Where the answer of an upstream that speaks the protocol itself may go on as it comes. */
  relayOf?(asked: A): LlmCall["relay"];
  answers(asked: A): AnswerForms;
}

/** The two forms of one answer. */
export interface AnswerForms {
  encoder(): AnswerEncoder;
  whole(result: AnswerResult): JsonObject;
}

/** Answers a protocol, streamed or whole; closing the connection stops what answers. */
export function protocolRoute<A extends Asked>({ name, path, read, relayOf, answers }: Protocol<A>): GatewayRoute {
  const answer = async (exchange: Exchange) => {
    const asked = read(await exchange.body());
    const { events, notices } = await openSource(asked, exchange, asked.isStreamed ? relayOf?.(asked) : undefined);
    const forms = answers(asked);
    if (asked.isStreamed) await stream(events, forms, notices, exchange);
    else await answerWhole(events, forms, notices, exchange);
  };
  return {
    ...{ name, path, admits: "v1", maxBytes: MAX_CALL_BYTES, methods: { POST: answer } },
    toFailure: (error) => toOpenAiFailure(error),
  };
}

async function answerWhole(
  events: AsyncIterable<AnswerEvent>,
  forms: AnswerForms,
  notices: readonly Notice[],
  exchange: Exchange,
): Promise<void> {
  const result = await resultOf(events);
  exchange.answer(200, forms.whole(result), toldHeaders(result.payer, [...notices, ...result.notices]));
}

async function resultOf(events: AsyncIterable<AnswerEvent>): Promise<AnswerResult> {
  for await (const event of events) {
    if (event.type === "end") return event.result;
  }
  throw new Error("An answer ended without its result.");
}

async function stream(
  events: AsyncIterable<AnswerEvent>,
  forms: AnswerForms,
  notices: readonly Notice[],
  exchange: Exchange,
): Promise<void> {
  const { first, all } = await begin(events);
  const payer = first.find((event) => event.type === "start")?.payer;
  const told = new Set(first.filter((event) => event.type === "notice"));
  const own = forms.encoder();
  let encoder = opening(own);
  await exchange.stream(all, {
    // What stands in the headers is not told again.
    encode: (event) => (event.type === "notice" && told.has(event) ? "" : encoder.event(event)),
    relayOf: (event) => {
      if (event.type !== "relay") return undefined;
      encoder = behindRelayed(own);
      return event.bytes;
    },
    headers: toldHeaders(payer, [...notices, ...told]),
    toLast: (error) => {
      if (isAbort(error)) return undefined;
      const reported = reportFailure(error, exchange.requestId, exchange.services.log);
      return encoder.fail(toOpenAiFailure(reported));
    },
  });
}

/** What comes before all else stands before what is shown first of the answer, which an upstream may write itself. */
function opening(encoder: AnswerEncoder): Pick<AnswerEncoder, "event" | "fail"> {
  let isOpen = false;
  const open = () => {
    if (isOpen) return "";
    isOpen = true;
    return encoder.open();
  };
  return {
    event: (event) => (silent.has(event.type) ? "" : open()) + encoder.event(event),
    fail: (error) => open() + encoder.fail(error),
  };
}

/**
 * Behind bytes that the upstream wrote itself, an answer has its end already. Its failure is told by us too: SDKs throw
 * at an `error` alone, which not every upstream writes.
 */
function behindRelayed({ event: write, fail }: AnswerEncoder): Pick<AnswerEncoder, "event" | "fail"> {
  return { event: (event) => (event.type === "notice" ? write(event) : ""), fail };
}

/** What is known when an answer begins. */
function toldHeaders(payer: Payer | undefined, notices: readonly Notice[]): Record<string, string> {
  const told = noticeHeader(notices);
  return {
    ...(payer === undefined ? {} : { [PAYER_HEADER]: payerHeader(payer) }),
    ...(told === undefined ? {} : { [NOTICE_HEADER]: told }),
  };
}
