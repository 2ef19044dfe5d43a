import { splitDataUrl } from "@/lib/dataUrl";
import { requireImageType } from "@/lib/imageType";
import { attachmentsOf } from "@/lib/llm/attachments";
import { isJson, parseKeepingDigits } from "@/lib/nodes/jsonText";
import type { NamedInput } from "@/lib/nodes/namedInputs";
import { nameKey } from "@/lib/nodes/places";
import { readInputs } from "@/lib/nodes/readInputs";
import type { AssetStore } from "@/lib/storage/ports";
import { AppError, isAppError } from "@/types/errors";
import type { Message, Notice } from "@/types/llm";
import type { AssetRef, Value } from "@/types/run";
import type { WorkflowCall } from "./workflowEvents";

/** What of a request goes into which input of a workflow. */
export interface WorkflowInputs {
  inputs: Record<string, Value>;
  /** What the workflow has no place for. */
  notices: Notice[];
}

/** Inputs that take another part of the conversation. */
const partNames: ReadonlySet<string> = new Set(["history", "system"]);

/**
 * The input that takes what the person said last: `prompt`, else the only one for a text beside `history` and `system`;
 * undefined for none.
 */
export function promptInputOf(named: readonly NamedInput[]): NamedInput | undefined {
  const texts = named.filter(({ name, kind }) => (kind === "text" || kind === "long") && !partNames.has(nameKey(name)));
  return texts.find(({ name }) => nameKey(name) === "prompt") ?? (texts.length === 1 ? texts[0] : undefined);
}

/**
 * The inputs of a run from a conversation: its last message to the prompt, with its pictures and files to the first
 * inputs for such, what was said before to `history`, system texts to `system`, and the rest by name from `metadata`.
 * @throws AppError `invalid_request` for a conversation without a message of the user, what `readInputs` throws
 */
export async function toWorkflowInputs(
  named: readonly NamedInput[],
  call: WorkflowCall,
  assets: Pick<AssetStore, "put">,
): Promise<WorkflowInputs> {
  const prompt = promptInputOf(named);
  const last = call.messages.findLastIndex(({ role }) => role === "user");
  const message = call.messages[last];
  if (prompt === undefined || message === undefined) {
    throw new AppError("invalid_request", "A workflow answers the last message of the user, and there is none.");
  }
  const notices: Notice[] = [];
  const leftOut = (code: string, words: string) => void notices.push({ code, message: words });
  const free = named.filter((input) => input !== prompt);
  const inputOf = (name: string) => free.find((input) => nameKey(input.name) === name);
  const given: Record<string, Value> = { ...metadataOf(free, call.metadata, leftOut), [prompt.name]: message.content };

  const system = systemOf(call);
  const systemInput = inputOf("system");
  if (systemInput !== undefined) given[systemInput.name] = system || (systemInput.default ?? "");
  else if (system !== "")
    leftOut("system_left_out", "The system text was left out: this workflow has no input system.");

  const before = call.messages.filter(({ role }, index) => index < last && role !== "system");
  const historyInput = inputOf("history");
  if (historyInput !== undefined) given[historyInput.name] = toHistory(before, historyInput);
  else if (before.length > 0) {
    leftOut("history_left_out", "Only the last message went in: this workflow has no input history.");
  }
  Object.assign(given, await mediaOf(free, call, last, assets, leftOut));
  const settings = settingsOf(call);
  if (settings.length > 0) {
    leftOut("settings_left_out", `A workflow has settings of its own; left out: ${settings.join(", ")}.`);
  }
  // An empty text for an input that has to be there is one that is missing: of these it is none.
  const hasMedia = (call.images?.length ?? 0) + (call.files?.length ?? 0) > 0;
  const mayBeEmpty = new Set([systemInput, historyInput, ...(hasMedia ? [prompt] : [])]);
  const lenient = named.map((input) => (mayBeEmpty.has(input) ? { ...input, required: false } : input));
  return { inputs: readGiven(lenient, given), notices };
}

/** @throws AppError `invalid_request` that says where the others are given */
function readGiven(named: readonly NamedInput[], given: Record<string, Value>): Record<string, Value> {
  try {
    return readInputs(named, given);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const message = `${error.message} Inputs beside the message are given as metadata, by their names.`;
    throw new AppError(error.code, message, { ...error.facts, param: "metadata" }, { cause: error });
  }
}

type LeftOut = (code: string, words: string) => void;

const takesJson: ReadonlySet<NamedInput["kind"]> = new Set(["table", "file", "picture"]);

/** Names that no input has are what clients note for themselves. */
function metadataOf(
  free: readonly NamedInput[],
  metadata: Record<string, string> = {},
  leftOut: LeftOut,
): Record<string, Value> {
  const given: Record<string, Value> = {};
  const unknown: string[] = [];
  for (const [name, text] of Object.entries(metadata)) {
    const input = free.find((one) => nameKey(one.name) === nameKey(name));
    if (input === undefined) unknown.push(name);
    else given[input.name] = takesJson.has(input.kind) && isJson(text) ? parseKeepingDigits(text) : text;
  }
  if (unknown.length > 0) {
    leftOut("metadata_left_out", `This workflow has no input for this metadata: ${unknown.slice(0, 5).join(", ")}.`);
  }
  return given;
}

function systemOf({ system = "", messages }: WorkflowCall): string {
  const texts = messages.flatMap(({ role, content }) => (role === "system" ? [content] : []));
  return [system, ...texts].filter((text) => text !== "").join("\n\n");
}

const speakers: Record<Message["role"], string> = {
  system: "System",
  user: "User",
  assistant: "Assistant",
  tool: "Tool",
};

/** A table takes records; anything else takes what was said as a text that a model can read. */
function toHistory(messages: readonly Message[], { kind }: NamedInput): Value {
  const said = messages.filter(({ content }) => content !== "");
  if (kind === "table") return said.map(({ role, content }) => ({ role, content }));
  return said.map(({ role, content }) => `${speakers[role]}: ${content}`).join("\n\n");
}

/** One picture and one file: an input takes one. */
async function mediaOf(
  free: readonly NamedInput[],
  call: WorkflowCall,
  last: number,
  assets: Pick<AssetStore, "put">,
  leftOut: LeftOut,
): Promise<Record<string, Value>> {
  const given: Record<string, Value> = {};
  const picture = free.find(({ kind }) => kind === "picture");
  const file = free.find(({ kind }) => kind === "file");
  const { images = [], files = [] } = call;
  // Of the last message; what it has none of, it may be about.
  const attached = attachmentsOf(call).at(last);
  const image = attached.images[0] ?? images.at(-1);
  const document = attached.files[0] ?? files.at(-1);
  if (picture !== undefined && image !== undefined) given[picture.name] = { ...(await keepImage(image, assets)) };
  if (file !== undefined && document !== undefined) {
    const asset = await assets.put(bytesOf(document.dataUrl), "application/pdf");
    given[file.name] = { ...asset, name: document.name };
  }
  const left = [
    ...leftOf("picture", images.length, picture !== undefined),
    ...leftOf("file", files.length, file !== undefined),
  ];
  if (left.length > 0) leftOut("media_left_out", `This workflow has no input for ${left.join(" and ")}.`);
  return given;
}

function leftOf(what: string, count: number, hasInput: boolean): string[] {
  const left = Math.max(0, count - (hasInput ? 1 : 0));
  const which = hasInput ? "another" : "a";
  return left === 0 ? [] : [left === 1 ? `${which} ${what}` : `${left} ${what}s`];
}

async function keepImage(dataUrl: string, assets: Pick<AssetStore, "put">): Promise<AssetRef> {
  const bytes = bytesOf(dataUrl);
  return assets.put(bytes, requireImageType(bytes));
}

function bytesOf(dataUrl: string): Uint8Array {
  return Buffer.from(splitDataUrl(dataUrl).base64, "base64");
}

/** Settings of a call that a workflow has no use for, as people know them. */
const settingNames = {
  tools: "tools",
  toolChoice: "tool choice",
  temperature: "temperature",
  maxTokens: "length limit",
  reasoningEffort: "reasoning effort",
  verbosity: "verbosity",
  serviceTier: "service tier",
  jsonSchema: "response format",
  webSearch: "web search",
} as const satisfies Partial<Record<keyof WorkflowCall, string>>;

function settingsOf(call: WorkflowCall): string[] {
  return Object.entries(settingNames).flatMap(([setting, name]) => {
    const value = call[setting as keyof typeof settingNames]; // of the table above
    const isSet = value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
    return isSet ? [name] : [];
  });
}
