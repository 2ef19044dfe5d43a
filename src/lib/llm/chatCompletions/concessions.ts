import type { Refusal } from "@/lib/llm/failure";
import { asArray, asObject, type JsonObject } from "@/lib/llm/narrow";
import { readSaid } from "@/lib/llm/said";

/** Parts of a request that some servers do not take, each with another form or left away. */
export type Concession =
  | "stream_options"
  | "json_schema"
  | "json_object"
  | "max_tokens"
  | "reasoning_effort"
  | "parallel_tool_calls"
  /** Sent as their text. */
  | "files";

interface Rule {
  what: Concession;
  /** In the words or the name of a refusal. */
  complaint: RegExp;
  isSent: (body: JsonObject) => boolean;
}

const formatIs = (type: string) => (body: JsonObject) =>
  (body.response_format as { type?: unknown } | undefined)?.type === type;

/** The parts of the last thing the person said stand in a list only when there are some beside its text. */
const hasFiles = ({ messages }: JsonObject) =>
  asArray(messages).some((message) =>
    asArray(asObject(message).content).some((part) => asObject(part).type === "file"),
  );

const rules: readonly Rule[] = [
  {
    what: "stream_options",
    complaint: /stream_options|include_usage/i,
    isSent: ({ stream_options }) => !!stream_options,
  },
  {
    what: "json_schema",
    complaint: /json[_ ]?schema|response_format|structured output|grammar|\bschema\b/i,
    isSent: formatIs("json_schema"),
  },
  { what: "json_object", complaint: /json_object|response_format|json mode/i, isSent: formatIs("json_object") },
  { what: "max_tokens", complaint: /max_tokens/i, isSent: ({ max_tokens }) => max_tokens !== undefined },
  {
    what: "reasoning_effort",
    complaint: /reasoning_effort|reasoning|thinking/i,
    isSent: ({ reasoning_effort }) => reasoning_effort !== undefined,
  },
  {
    what: "parallel_tool_calls",
    complaint: /parallel_tool_calls/i,
    isSent: ({ parallel_tool_calls }) => parallel_tool_calls !== undefined,
  },
  { what: "files", complaint: /\bfiles?\b|file_data|\bpdf\b|content (part|type)|image_url/i, isSent: hasFiles },
];

/** Which part of the request a refusal is about; undefined: of none that can be done without. */
export function concessionFor({ status, body: answer }: Refusal, sent: JsonObject): Concession | undefined {
  if (status !== 400 && status !== 422 && status !== 500 && status !== 501) return undefined;
  const { words = "", names, error } = readSaid(answer);
  const told = [words, ...names, JSON.stringify(error)].join(" ");
  return rules.find(({ complaint, isSent }) => isSent(sent) && complaint.test(told))?.what;
}
