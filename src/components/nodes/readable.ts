import { parseKeepingDigits } from "@/lib/nodes/jsonText";
import { isAssetRef, isRecord, readItemError, toText } from "@/lib/nodes/values";
import type { ItemRun } from "@/store/runItems";
import type { NodeRun } from "@/store/runReducer";
import type { ToolRuns } from "@/store/runTools";
import { own } from "@/types/own";
import type { PortValues, RunError, Value } from "@/types/run";
import { isPictureRef } from "./picture";
import { thoughtMsOf } from "./ReasoningFold";
import { verdictLine, verdictOf } from "./verdict";

/** One result as a person reads it: a node's, or that of one of its items. */
export interface Readable {
  /** As it stands; Markdown where a model wrote it. Empty for what is no text. */
  text: string;
  /** What it is, where it is JSON. */
  json?: Value;
  /** Where the JSON is found for a node that takes a part of it: the output, and the way to it. */
  found?: { port: string; pointer: string };
  /** Pictures and files. */
  assets?: Value;
  reasoning?: string;
  /** Calls of tools that the model made. */
  tools?: ToolRuns;
  /** As the provider gave them. */
  sources?: Value;
  /** Of compared answers. */
  model?: string;
  error?: Pick<RunError, "code" | "message" | "details">;
  isStreaming: boolean;
  thoughtMs?: number;
  /** The name of its entry in the cache. */
  key?: string;
}

/** How many results a node has to read, one after the other. */
export function countReadables({ items, itemCount, output, text }: NodeRun): number {
  if (items !== undefined) return Math.max(items.length, itemCount ?? 0);
  const value = wholeValue(output);
  if (isListOfTexts(value)) return value.length;
  return value !== undefined || text !== "" ? 1 : 0;
}

/** Whether there is something to read, as far as it has come. */
export function hasReadable(run: NodeRun | undefined): boolean {
  if (run === undefined) return false;
  const { items, itemCount = 0, output, text } = run;
  if (items !== undefined) return items.length > 0 || itemCount > 0;
  // Asked for with every batch of words: what a list holds is not looked through.
  const value = wholeValue(output);
  return Array.isArray(value) ? value.length > 0 : value !== undefined || text !== "";
}

/** The result at a place, from 0; undefined where there is none yet. */
export function readableAt(run: NodeRun, place: number): Readable | undefined {
  if (run.items !== undefined) return fromItem(run.items[place]);
  const { output, text, reasoning, tools, status, key } = run;
  const isStreaming = status === "streaming";
  const value = wholeValue(output);
  if (isListOfTexts(value)) {
    const item = value[place];
    const port = Object.entries(output ?? {}).find(([, candidate]) => candidate === value)?.[0] ?? "value";
    return item === undefined ? undefined : { ...fromValue(item, port), isStreaming };
  }
  if (output === undefined && text === "") return undefined;
  const answer = output === undefined ? { text } : fromOutput(output);
  return { ...answer, reasoning: reasoning || answer.reasoning, tools, isStreaming, thoughtMs: thoughtMsOf(run), key };
}

function fromItem(item: ItemRun | undefined): Readable | undefined {
  if (item === undefined) return undefined;
  const { output, text, reasoning, tools, error, key } = item;
  const isStreaming = item.status === "streaming";
  const answer = output === undefined ? { text } : fromOutput(output);
  return { ...answer, reasoning: reasoning || answer.reasoning, tools, error, isStreaming, key };
}

type Answer = Omit<Readable, "isStreaming">;

/** What the outputs of one call say. */
export function fromOutput(output: PortValues): Answer {
  const verdict = verdictOf(output);
  if (verdict !== undefined) return { text: `**${verdictLine(verdict)}**\n\n${verdict.reason}` };
  const { results, image, json, text, sources, reasoning } = output;
  if (isRecord(results)) return fromVariant(results);
  if (image !== undefined) return { text: "", assets: image };
  const beside = { sources, reasoning: typeof reasoning === "string" ? reasoning : undefined };
  if (json !== undefined) return { text: toText(text ?? json), json, found: { port: "json", pointer: "" }, ...beside };
  if (text !== undefined) return { ...fromValue(text, "text"), ...beside };
  const [port, value] = Object.entries(output).find(([name]) => name in readFirst) ?? Object.entries(output)[0] ?? [];
  return port === undefined || value === undefined ? { text: "" } : fromValue(value, port);
}

const readFirst = { value: true, items: true };

/** One of several compared answers. */
function fromVariant(results: { [key: string]: Value }): Answer {
  const [model, text, json] = ["model", "text", "json"].map((name) => own(results, name));
  const reasoning = own(results, "reasoning");
  return {
    ...(json === undefined
      ? { text: toText(text ?? "") }
      : { text: toText(text ?? json), json, found: { port: "results", pointer: "/json" } }),
    sources: own(results, "sources"),
    reasoning: typeof reasoning === "string" ? reasoning : undefined,
    model: typeof model === "string" ? model : undefined,
  };
}

function fromValue(value: Value, port: string): Answer {
  const error = readItemError(value);
  if (error !== undefined) return { text: "", error };
  if (isAssetRef(value) || (Array.isArray(value) && value.some(isPictureRef))) return { text: "", assets: value };
  if (typeof value !== "string") return { text: toText(value), json: value, found: { port, pointer: "" } };
  const json = jsonIn(value);
  return json === undefined ? { text: value } : { text: value, json, found: { port, pointer: "" } };
}

/** The object or array that a text is, if it is one. */
function jsonIn(text: string): Value | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return parseKeepingDigits(text);
  } catch {
    return undefined;
  }
}

/** Read one after the other. Pictures are seen together. */
function isListOfTexts(value: Value | undefined): value is Value[] {
  return Array.isArray(value) && !value.some(isPictureRef);
}

/** The value that stands for a node with several outputs. */
function wholeValue(output: PortValues | undefined): Value | undefined {
  if (output === undefined) return undefined;
  const { results, items, json, value, text, image } = output;
  return results ?? items ?? json ?? value ?? text ?? image ?? Object.values(output)[0];
}
