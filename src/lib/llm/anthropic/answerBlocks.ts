import { asArray, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import type { ProviderEvent } from "@/lib/llm/provider";
import { parseArguments } from "@/lib/llm/toolArguments";
import type { Source, ToolCall } from "@/types/llm";
import { gapAfter } from "./textOf";

interface OpenBlock {
  block: JsonObject;
  /** The input of a call, as it is streamed. */
  json: string;
  /** Where its text begins in the whole text. */
  start?: number;
}

/** What an answer holds, block by block. An offset is one in the text of the whole answer. */
export interface AnswerBlocks {
  start(index: unknown, block: JsonObject): ProviderEvent[];
  delta(index: unknown, delta: JsonObject): ProviderEvent[];
  stop(index: unknown): ProviderEvent[];
  text(): string;
  /** Those that have come to their end, in their order. */
  blocks(): JsonObject[];
  calls(): ToolCall[];
  /** Pages that were found, whether cited or not. */
  found(): Source[];
  hasSearched(): boolean;
  hasCited(): boolean;
}

/** `before`: the blocks and the text of the same answer before it paused. */
export function createAnswerBlocks(before: { text: string; blocks: JsonObject[] }): AnswerBlocks {
  const open = new Map<unknown, OpenBlock>();
  const done = [...before.blocks];
  const calls: ToolCall[] = [];
  let { text } = before;
  let reasoning = "";
  let isTextParted = done.length > 0;
  let isReasoningParted = false;

  function say(target: OpenBlock, piece: string): ProviderEvent[] {
    if (piece === "") return [];
    const gap = target.start === undefined ? gapAfter(text, isTextParted) : "";
    target.start ??= text.length + gap.length;
    isTextParted = false;
    text += gap + piece;
    return [{ type: "text-delta", text: gap + piece }];
  }

  function think(piece: string): ProviderEvent[] {
    if (piece === "") return [];
    const told = gapAfter(reasoning, isReasoningParted) + piece;
    isReasoningParted = false;
    reasoning += told;
    return [{ type: "reasoning-delta", text: told }];
  }

  /** A call's input, whether it came with the block or after it. */
  function closeCall({ block, json }: OpenBlock): void {
    const input = json === "" ? JSON.stringify(asObject(block.input)) : json;
    block.input = parseArguments(input);
    if (block.type !== "tool_use") return;
    calls.push({ id: asText(block.id) ?? "", name: asText(block.name) ?? "", arguments: input });
  }

  return {
    start(index, given) {
      const target: OpenBlock = { block: { ...given }, json: "" };
      open.set(index, target);
      if (given.type === "text") return say(target, asText(given.text) ?? "");
      isTextParted = true;
      isReasoningParted = true;
      return given.type === "thinking" ? think(asText(given.thinking) ?? "") : [];
    },
    delta(index, delta) {
      const target = open.get(index);
      if (target === undefined) return [];
      const { block } = target;
      const added = (field: string) => `${asText(block[field]) ?? ""}${asText(delta[field]) ?? ""}`;
      switch (delta.type) {
        case "text_delta":
          block.text = added("text");
          return say(target, asText(delta.text) ?? "");
        case "thinking_delta":
          block.thinking = added("thinking");
          return think(asText(delta.thinking) ?? "");
        case "signature_delta":
          block.signature = added("signature");
          return [];
        case "input_json_delta":
          target.json += asText(delta.partial_json) ?? "";
          return [];
        case "citations_delta":
          block.citations = [...asArray(block.citations), delta.citation];
      }
      return [];
    },
    stop(index) {
      const target = open.get(index);
      if (target === undefined) return [];
      open.delete(index);
      const { block, start } = target;
      if (block.type === "tool_use" || block.type === "server_tool_use") closeCall(target);
      done.push(block);
      return block.type === "text"
        ? citedBy(block).map((source) => ({ type: "source", ...source, ...placeOf(start, text) }))
        : [];
    },
    text: () => text,
    blocks: () => done,
    calls: () => calls,
    found: () =>
      done
        .flatMap(resultsOf)
        .map(toSource)
        .filter(({ url }) => url !== ""),
    hasSearched: () => done.some(({ type, content }) => type === "web_search_tool_result" && Array.isArray(content)),
    hasCited: () => done.some((block) => citedBy(block).length > 0),
  };
}

function placeOf(start: number | undefined, text: string): Pick<Source, "start" | "end"> {
  return start === undefined ? {} : { start, end: text.length };
}

function citedBy({ citations }: JsonObject): Source[] {
  return asArray(citations)
    .map(asObject)
    .map(toSource)
    .filter(({ url }) => url !== "");
}

function resultsOf({ type, content }: JsonObject): JsonObject[] {
  return type === "web_search_tool_result" ? asArray(content).map(asObject) : [];
}

function toSource({ url, title }: JsonObject): Source {
  return { url: asText(url) ?? "", ...(typeof title === "string" && title !== "" ? { title } : {}) };
}
