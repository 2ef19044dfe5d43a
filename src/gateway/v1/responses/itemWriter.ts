import { newId } from "@/gateway/v1/ids";
import { asText, type JsonObject } from "@/lib/llm/narrow";
import type { Source } from "@/types/llm";
import type { Frames } from "./frames";
import { annotation, messageItem, reasoningItem, summaryPart, textPart } from "./items";

type Kind = "message" | "reasoning";

/** Writes the items of a response, one after the other: clients expect one to be open at a time. */
export interface ItemWriter {
  /** The items that are finished. */
  output: readonly JsonObject[];
  /** A piece of text; begins an item of this kind if none is open. */
  delta(kind: Kind, text: string): string;
  /** Where the text of the open message comes from, and its end; nothing where no item is open. */
  close(sources?: readonly Source[]): string;
  /** An item that is known as a whole. */
  whole(item: JsonObject): string;
}

/** Deltas are most of what is sent: what stands around their text is put together once. */
interface OpenItem {
  kind: Kind;
  id: string;
  text: string;
  afterNumber: string;
  /** Where it begins in the text of the whole answer. */
  from: number;
}

const beforeNumber = {
  message: before("response.output_text.delta"),
  reasoning: before("response.reasoning_summary_text.delta"),
};
const afterText = { message: ',"logprobs":[]}\n\n', reasoning: "}\n\n" };

function before(type: string): string {
  return `event: ${type}\ndata: {"type":"${type}","sequence_number":`;
}

export function createItemWriter({ frame, next }: Frames): ItemWriter {
  const output: JsonObject[] = [];
  let length = 0;
  let open: OpenItem | undefined;

  function begin(kind: Kind): string {
    const closed = close();
    const id = newId(kind === "message" ? "msg_" : "rs_");
    const place = kind === "message" ? '"content_index":0' : '"summary_index":0';
    const afterNumber = `,"item_id":"${id}","output_index":${output.length},${place},"delta":`;
    open = { kind, id, text: "", afterNumber, from: length };
    const begun = kind === "message" ? begunMessage(id) : { id, type: "reasoning", summary: [] };
    const added = frame("response.output_item.added", { output_index: output.length, item: begun });
    const part =
      kind === "message"
        ? frame("response.content_part.added", { ...at(open), part: textPart("") })
        : frame("response.reasoning_summary_part.added", { ...at(open), part: summaryPart("") });
    return closed + added + part;
  }

  const at = ({ kind, id }: OpenItem) => ({
    item_id: id,
    output_index: output.length,
    ...(kind === "message" ? { content_index: 0 } : { summary_index: 0 }),
  });

  function delta(kind: Kind, text: string): string {
    const begun = open?.kind === kind ? "" : begin(kind);
    if (open === undefined || text === "") return begun;
    open.text += text;
    if (kind === "message") length += text.length;
    return `${begun}${beforeNumber[kind]}${next()}${open.afterNumber}${JSON.stringify(text)}${afterText[kind]}`;
  }

  function close(sources: readonly Source[] = []): string {
    const ended = open;
    open = undefined;
    if (ended === undefined) return "";
    return ended.kind === "message" ? closeMessage(ended, sources) : closeReasoning(ended);
  }

  function closeMessage(ended: OpenItem, sources: readonly Source[]): string {
    const { id, text, from } = ended;
    const annotations = sources.map((source) => annotation(source, from));
    const told = annotations.map((one, annotation_index) =>
      frame("response.output_text.annotation.added", { ...at(ended), annotation_index, annotation: one }),
    );
    const done = frame("response.output_text.done", { ...at(ended), text, logprobs: [] });
    const part = frame("response.content_part.done", { ...at(ended), part: textPart(text, annotations) });
    return told.join("") + done + part + finish(messageItem(id, text, annotations));
  }

  function closeReasoning(ended: OpenItem): string {
    const done = frame("response.reasoning_summary_text.done", { ...at(ended), text: ended.text });
    const part = frame("response.reasoning_summary_part.done", { ...at(ended), part: summaryPart(ended.text) });
    return done + part + finish(reasoningItem(ended.id, ended.text));
  }

  function finish(item: JsonObject): string {
    const told = frame("response.output_item.done", { output_index: output.length, item });
    output.push(item);
    return told;
  }

  function whole(item: JsonObject): string {
    const closed = close();
    const added = frame("response.output_item.added", { output_index: output.length, item: begunItem(item) });
    const place = { item_id: item.id, output_index: output.length };
    return closed + added + inputFrames(item, place) + finish(item);
  }

  /** What a call is asked for comes in pieces elsewhere, so clients look for pieces. */
  function inputFrames({ type, name, arguments: json, input }: JsonObject, place: JsonObject): string {
    if (type === "function_call") {
      const piece = frame("response.function_call_arguments.delta", { ...place, delta: json });
      return piece + frame("response.function_call_arguments.done", { ...place, name, arguments: json });
    }
    if (type !== "custom_tool_call") return "";
    const piece = frame("response.custom_tool_call_input.delta", { ...place, delta: input });
    return piece + frame("response.custom_tool_call_input.done", { ...place, input });
  }

  return { output, delta, close, whole };
}

function begunMessage(id: string): JsonObject {
  return { id, type: "message", status: "in_progress", role: "assistant", content: [] };
}

/** A call as it is before what it is asked for has come. */
function begunItem(item: JsonObject): JsonObject {
  if (item.status === undefined) return item;
  const empty =
    asText(item.arguments) !== undefined ? { arguments: "" } : item.input === undefined ? {} : { input: "" };
  return { ...item, status: "in_progress", ...empty };
}
