import { upstreamError } from "@/lib/llm/failure";
import { unknownFinish } from "@/lib/llm/finish";
import { plainMeaning } from "@/lib/llm/meanings";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { Reading, WireReader } from "@/lib/llm/wire";
import type { FinishReason, Usage } from "@/types/llm";
import { type Asker, toStreamFailure } from "./errors";
import { parseResponsesEvent } from "./events";
import { createTextAssembly } from "./textAssembly";

const nothing: Reading = { events: [] };

/** Reasons of an incomplete answer that say it ran out of room. */
const lengthReasons: ReadonlySet<string> = new Set(["max_output_tokens", "max_tokens", "length"]);

/** Reads one answer, streamed or whole. */
export function createResponsesReader(
  asker: Asker,
  nowMs: () => number,
  toFailure: typeof toStreamFailure = toStreamFailure,
): WireReader {
  const assembly = createTextAssembly();
  /** Items in which the model talks about its work: shown as its reasoning, no part of the answer. */
  const commentary = new Set<string>();
  let refused = "";

  function end(rest: string, finishReason: FinishReason, usage: Usage, notices: ProviderEvent[] = []): Reading {
    const text = assembly.text();
    return { events: [...show(rest).events, ...notices, { type: "end", text, finishReason, usage }] };
  }

  function complete(rest: string, usage: Usage): Reading {
    if (assembly.text() !== "") return end(rest, "stop", usage);
    if (refused !== "")
      return { events: [], failure: { error: upstreamError("content_rejected", asker, { words: refused }) } };
    const sentence = `${asker.upstream} finished without any text, although the request was taken.`;
    return { events: [], failure: { error: upstreamError("upstream_interrupted", asker, { sentence, usage }) } };
  }

  /** Out of room, or a reason that is not known, keeps the text. */
  function incomplete(rest: string, reason: string, usage: Usage): Reading {
    if (lengthReasons.has(reason)) return end(rest, "length", usage);
    const meaning = plainMeaning({ names: [reason], words: undefined });
    if (meaning === undefined && assembly.text() !== "")
      return end(rest, "other", usage, [unknownFinish(asker, reason)]);
    const code = meaning ?? "upstream_interrupted";
    return { ...show(rest), failure: { error: upstreamError(code, asker, { reason }) } };
  }

  function read(message: unknown): Reading | undefined {
    const signal = parseResponsesEvent(message);
    switch (signal?.type) {
      case undefined:
        return undefined;
      case "ignored":
        return nothing;
      case "commentary":
        commentary.add(signal.itemId);
        return nothing;
      case "text":
        if (commentary.has(signal.itemId)) return think(signal.text);
        return show(assembly.delta(signal.text));
      case "text-part":
        return commentary.has(signal.itemId) ? nothing : show(assembly.partDone(signal.text));
      case "reasoning":
        return think(signal.text);
      case "message":
        refused += signal.refusal;
        return show(assembly.messageDone(signal.text));
      case "completed":
        refused ||= signal.refusal;
        return complete(assembly.completed(signal.text), signal.usage);
      case "incomplete":
        return incomplete(assembly.completed(signal.text), signal.reason, signal.usage);
      case "failed":
        return { events: [], failure: toFailure(signal.error, asker, nowMs()) };
    }
  }

  return { read };
}

function think(text: string): Reading {
  return text === "" ? nothing : { events: [{ type: "reasoning-delta", text }] };
}

function show(text: string): Reading {
  if (text === "") return nothing;
  const event: ProviderEvent = { type: "text-delta", text };
  return { events: [event] };
}
