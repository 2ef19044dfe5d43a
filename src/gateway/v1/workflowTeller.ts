import { itemsLeftOut } from "@/lib/nodes/values";
import { createSummarizer } from "@/lib/runs/summary";
import { AppError, type ErrorCode, errorCodes } from "@/types/errors";
import { type Notice, type Source, sourceSchema } from "@/types/llm";
import type { Payer } from "@/types/providers";
import type { RunError, RunEvent, RunEventOf, RunSummary, Value } from "@/types/run";
import { isOwn } from "@/types/runPlace";
import type { AnswerEvent, AnswerResult } from "./workflowEvents";
import { createTextPieces, type TextPieces } from "./workflowPieces";
import { leftOutOf, type TextOutput } from "./workflowText";

export interface TellerOptions {
  run: string;
  /** As it was asked for. */
  model: string;
  requestId: string;
  /** Who would pay, as far as that can be told beforehand. */
  payer?: Payer;
  /** The first that is not skipped is the answer. */
  outputs: readonly TextOutput[];
  /** What a node is called. */
  titleOf(node: string): string;
  /** Of the request. */
  notices: readonly Notice[];
}

/** Tells a run as the answer of a model. */
export interface Teller {
  /** @throws AppError where the run has ended without an answer, with the run in its facts */
  take(event: RunEvent): AnswerEvent[];
}

/** More of them say nothing new. */
const MAX_NOTICES = 20;

export function createTeller({
  run,
  model,
  requestId,
  payer,
  outputs,
  titleOf,
  notices: given,
}: TellerOptions): Teller {
  const summarizer = createSummarizer(run);
  const texts = outputs.map((output) => ({ output, pieces: createTextPieces(output) }));
  const errors = new Map<string, RunError>();
  const notices: Notice[] = [];
  const sources: Source[] = [];
  let waiting: AnswerEvent[] = [{ type: "start", model, requestId, run, ...(payer && { payer }) }];
  let text = "";
  let reasoning = "";
  let isCutShort = false;

  function note(notice: Notice): void {
    const isKnown = notices.some(({ code, message }) => code === notice.code && message === notice.message);
    if (isKnown || notices.length === MAX_NOTICES) return;
    notices.push(notice);
    waiting.push({ type: "notice", ...notice });
  }

  /** What hangs on a failure is the answer all the same: then there is none. */
  function skip({ node, because }: RunEventOf<"node-skip">): void {
    const [first] = texts;
    if (texts.length < 2 || errors.has(because)) return;
    if (first?.output.node === node || first?.output.from.node === node) texts.shift();
  }

  function tellText(told: string): void {
    if (told === "") return;
    text += told;
    waiting.push({ type: "text-delta", text: told });
  }

  /** What the writer of the answer tells beside its text. */
  function tellBeside(event: RunEvent, { from, isStreamed }: TextOutput): void {
    if (!("node" in event) || event.node !== from.node) return;
    if (event.type === "notice") isCutShort ||= event.code === "cut_short";
    if (!isStreamed) return;
    if (event.type === "node-reasoning" && event.item === undefined) {
      reasoning += event.text;
      waiting.push({ type: "reasoning-delta", text: event.text });
    }
    if (event.type === "node-end" && event.items === undefined) {
      for (const source of readSources(event.output.sources)) {
        sources.push(source);
        waiting.push({ type: "source", ...source });
      }
    }
  }

  function learn(event: RunEvent): void {
    summarizer.add(event);
    if (!isOwn(event)) return;
    if (event.type === "node-error") errors.set(event.node, event.error);
    else if (event.type === "node-skip") skip(event);
    else if (event.type === "notice") note({ code: event.code, message: event.message });
    for (const { pieces } of texts) pieces.add(event);
    const [first] = texts;
    if (first === undefined) return;
    tellText(first.pieces.take());
    tellBeside(event, first.output);
  }

  function give(): AnswerEvent[] {
    const given = waiting;
    waiting = [];
    return given;
  }

  /** An output may have come to nothing where another has its value. */
  function endText(values: Record<string, Value>): TextPieces | undefined {
    const value = ({ output }: { output: TextOutput }) => values[output.name];
    const told = texts[0]?.pieces.isWhole() || text !== "" ? texts[0] : undefined;
    const chosen = told ?? texts.find((one) => value(one) !== undefined);
    const whole = chosen && value(chosen);
    if (whole !== undefined) {
      chosen?.pieces.end(whole);
      const leftOut = leftOutOf(whole);
      if (leftOut > 0) note(itemsLeftOut(leftOut));
    }
    if (chosen !== undefined) tellText(chosen.pieces.take());
    return chosen?.pieces.isWhole() ? chosen.pieces : undefined;
  }

  function end({ status, outputs: values }: RunEventOf<"run-end">): AnswerEvent[] {
    const summary = summarizer.summarize();
    const pieces = endText(values);
    if (pieces === undefined || status === "cancelled") throw refusalOf(summary, run, errors, titleOf);
    if (status !== "completed") note(inPart(summary, run, errors, titleOf));
    if (pieces.isTwice()) note(toldTwice);
    const [first, ...others] = summary.payers;
    const paid = summary.payers.find((one) => one.id === payer?.id) ?? first;
    if (others.length > 0) note(severalPaid(summary.payers));
    const result: AnswerResult = {
      ...{ text, model, requestId, notices, usage: summary.usage, finishReason: isCutShort ? "length" : "stop" },
      ...(sources.length === 0 ? {} : { sources }),
      ...(reasoning === "" ? {} : { reasoning }),
      ...(paid && { payer: paid }),
    };
    return [...give(), { type: "end", result }];
  }

  for (const notice of given) note(notice);
  return {
    take: (event) => {
      learn(event);
      return event.type === "run-end" ? end(event) : give();
    },
  };
}

function readSources(value: Value | undefined): Source[] {
  const sources = sourceSchema.array().safeParse(value);
  return sources.success ? sources.data : [];
}

/** Why there is no answer. */
function refusalOf(
  { status, parked }: RunSummary,
  run: string,
  errors: ReadonlyMap<string, RunError>,
  titleOf: (node: string) => string,
): AppError {
  if (parked !== undefined) {
    const { until, window, account } = parked;
    const when = until === null ? "" : ` until ${until}`;
    const message = `A usage limit is reached, so the run ${run} of this workflow was stopped. Wait${when}, then ask once more: what it has found is not paid for again.`;
    return new AppError("usage_limit_reached", message, {
      ...{ run, account, ...(window === undefined ? {} : { window }) },
      ...(until === null ? {} : { resetsAt: until, until }),
    });
  }
  if (status === "waiting") {
    const message = `The run ${run} of this workflow asks a person, who cannot answer here, and was stopped. Run it in Patchbay, or on its page.`;
    return new AppError("conflict", message, { run });
  }
  if (status === "cancelled") return new AppError("conflict", `The run ${run} of this workflow was stopped.`, { run });
  const [failed] = errors;
  if (failed === undefined) {
    const words = status === "completed" ? "gave no text: nothing arrived at its outputs" : "met a bug; the log has it";
    return new AppError(status === "completed" ? "invalid_workflow" : "internal", `This workflow ${words}.`, { run });
  }
  const [node, { code, message, details }] = failed;
  return new AppError(toCode(code), `${titleOf(node)}: ${message}`, { ...details, run, node });
}

function toCode(code: string): ErrorCode {
  return errorCodes.find((known) => known === code) ?? "internal";
}

function inPart(
  { status, parked }: RunSummary,
  run: string,
  errors: ReadonlyMap<string, RunError>,
  titleOf: (node: string) => string,
): Notice {
  const until = parked?.until ? ` until ${parked.until}` : "";
  const rests: Partial<Record<RunSummary["status"], string>> = {
    waiting: `Another part of the workflow asks a person: answer the run ${run} in Patchbay.`,
    parked: `Another part of the workflow met a usage limit: the run ${run} waits${until}.`,
  };
  const failed = Array.from(errors, ([node, { message }]) => `${titleOf(node)}: ${message}`).slice(0, 3);
  const message = [rests[status] ?? "Another part of the workflow did not end well.", ...failed].join(" ");
  return { code: "run_in_part", message };
}

const toldTwice: Notice = {
  code: "text_anew",
  message: "A node was run again on the way: its last text follows what it had begun to say.",
};

function severalPaid(payers: readonly Payer[]): Notice {
  const message = `Several paid for this run: ${payers.map(({ name }) => name).join(", ")}.`;
  return { code: "several_payers", message };
}
