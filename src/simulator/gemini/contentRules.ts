import type { FileFacts, Turn } from "@/simulator/answers/ask";
import { readPdf } from "@/simulator/answers/fileFacts";
import { type ImageFacts, readImage } from "@/simulator/answers/imageFacts";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { invalidArgument } from "./refusals";
import { wantsSignature } from "./signature";

export interface ReadContents {
  /** Text of the last turn in which the person spoke. */
  prompt: string;
  images: ImageFacts[];
  files: FileFacts[];
  turn: Turn;
  texts: string[];
}

interface Reading extends ReadContents {
  /** Calls of the turn before, that wait for their results. */
  open: Turn["calls"];
  /** Who signed; calls of the present turn must be signed. */
  isSigned(signature: string): boolean;
  model: string;
}

type Checks = Pick<Reading, "isSigned" | "model">;

/** Reads the conversation; throws Google's refusal of what does not fit together. */
export function readContents(contents: unknown, checks: Checks): ReadContents {
  if (!Array.isArray(contents) || contents.length === 0)
    throw invalidArgument("* GenerateContentRequest.contents: contents is not specified");
  const reading: Reading = { prompt: "", images: [], files: [], turn: { calls: [] }, texts: [], open: [], ...checks };
  const present = contents.findLastIndex(
    (content) => isObject(content) && content.role !== "model" && !hasResults(content),
  );
  for (const [index, content] of contents.entries())
    readContent(reading, content, `contents[${index}]`, index >= present);
  if (reading.open.length > 0) throw notAnswered();
  return reading;
}

function hasResults({ parts }: JsonObject): boolean {
  return Array.isArray(parts) && parts.some((part) => isObject(part) && part.functionResponse !== undefined);
}

function notAnswered() {
  return invalidArgument(
    "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.",
  );
}

function readContent(reading: Reading, content: unknown, at: string, isPresent: boolean): void {
  if (!isObject(content)) throw invalidArgument(`Invalid value at '${at}'`);
  const role = content.role ?? "user";
  if (role !== "user" && role !== "model") throw invalidArgument("Please use a valid role: user, model.");
  const parts = partsOf(content, at);
  const results = parts.filter(({ functionResponse }) => functionResponse !== undefined).length;
  if (results !== reading.open.length) {
    if (reading.open.length > 0) throw notAnswered();
    throw invalidArgument("Please ensure that function response turn comes immediately after a function call turn.");
  }
  if (role === "user" && results === 0) reading.turn.calls = [];
  const said = parts.map((part, index) => readPart(reading, part, `${at}.parts[${index}]`, role));
  if (role === "model" && isPresent) checkSignatures(reading, parts);
  const text = said.filter((piece) => piece !== "").join("\n");
  if (role === "user" && results === 0) reading.prompt = text;
  reading.texts.push(text);
}

/** Of a content, its parts. */
export function partsOf(content: JsonObject, at: string): JsonObject[] {
  if (!Array.isArray(content.parts) || content.parts.length === 0) {
    throw invalidArgument(`* GenerateContentRequest.${at}.parts: contents.parts must not be empty.`);
  }
  return content.parts.map((part: unknown, index) => {
    if (isObject(part)) return part;
    throw invalidArgument(`Invalid value at '${at}.parts[${index}]'`);
  });
}

function readPart(reading: Reading, part: JsonObject, at: string, role: unknown): string {
  if (typeof part.text === "string") return part.thought === true ? "" : part.text;
  if (isObject(part.inlineData)) return readInline(reading, part.inlineData, at);
  if (isObject(part.functionCall) && role === "model") return readCall(reading, part.functionCall, at);
  if (isObject(part.functionResponse) && role === "user") return readResult(reading, part.functionResponse, at);
  if (part.toolCall !== undefined || part.toolResponse !== undefined) return "";
  throw invalidArgument(
    `* GenerateContentRequest.${at}.data: required oneof field 'data' must have one initialized field`,
  );
}

function readInline(reading: Reading, { mimeType, data }: JsonObject, at: string): string {
  if (typeof mimeType !== "string" || typeof data !== "string")
    throw invalidArgument(`Invalid value at '${at}.inline_data'`);
  if (mimeType === "application/pdf") {
    const facts = readPdf("document.pdf", `data:${mimeType};base64,${data}`);
    if (facts === undefined) throw invalidArgument("The document has no pages.");
    reading.files.push(facts);
    return "";
  }
  const facts = readImage(Buffer.from(data, "base64"));
  if (facts === undefined) throw invalidArgument("Unable to process input image. Please retry or report.");
  reading.images.push(facts);
  return "";
}

function readCall(reading: Reading, { name, args }: JsonObject, at: string): string {
  if (typeof name !== "string" || name === "") {
    throw invalidArgument(`* GenerateContentRequest.${at}.function_call.name: Name cannot be empty.`);
  }
  const call = { name };
  reading.turn.calls.push(call);
  reading.open.push(call);
  return JSON.stringify(args ?? {});
}

/** By name, in the order of the calls. */
function readResult(reading: Reading, { name, response }: JsonObject, at: string): string {
  if (typeof name !== "string" || name === "") {
    throw invalidArgument(`* GenerateContentRequest.${at}.function_response.name: Name cannot be empty.`);
  }
  if (!isObject(response)) throw invalidArgument(`Invalid value at '${at}.function_response.response'`);
  const index = reading.open.findIndex((call) => call.name === name);
  const call = reading.open[index];
  if (call === undefined) throw notAnswered();
  reading.open.splice(index, 1);
  const output = typeof response.output === "string" ? response.output : JSON.stringify(response);
  call.output = output;
  return output;
}

/** The first call of each step carries the signature of the thoughts before it. */
function checkSignatures({ model, isSigned }: Reading, parts: JsonObject[]): void {
  for (const { thoughtSignature } of parts) {
    if (thoughtSignature !== undefined && !isSigned(String(thoughtSignature))) {
      throw invalidArgument("Corrupted thought signature.");
    }
  }
  const at = parts.findIndex(({ functionCall }) => functionCall !== undefined);
  const first = parts[at];
  if (first === undefined || first.thoughtSignature !== undefined || !wantsSignature(model)) return;
  const name = isObject(first.functionCall) ? String(first.functionCall.name) : "";
  throw invalidArgument(
    `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${name}\`, position ${at + 1}.`,
  );
}
