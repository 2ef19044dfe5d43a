import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { replacePlaces } from "./places";
import type { Encoding, NamedText } from "./requestPort";
import { refuseLongText } from "./size";
import { isAssetRef, parseIfJson, toText } from "./values";

/** What fills a place; undefined while nothing does. */
export type FindValue = (name: string) => Value | undefined;

/** `secret:NAME`: the name of a secret, as it stands between the braces. */
export function secretIn(place: string): string | undefined {
  return /^secret:\s*([A-Z][A-Z0-9_]{0,63})$/.exec(place)?.[1];
}

/** Whether it was meant as a secret, also where no secret can be called so. */
export function isSecretPlace(place: string): boolean {
  return /^secret:/i.test(place);
}

type Part = { text: string } | { place: string };

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  replacePlaces(text, ({ raw, at, before, name, braces }) => {
    parts.push({ text: text.slice(end, at) + before + (name === undefined ? braces : "") });
    if (name !== undefined) parts.push({ place: name });
    end = at + raw.length;
    return raw;
  });
  return [...parts, { text: text.slice(end) }].filter((part) => !("text" in part) || part.text !== "");
}

/** How a value that stands behind this much of the text is written; a place before it stands as `x`. */
type EncodingAt = (before: string) => Encoding | "value";

/** Of an address: what makes up its host is written as it is, all behind it as parts of a path or a query. */
export const inUrl: EncodingAt = (before) => (/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*[/?#]/i.test(before) ? "url" : "raw");
export const asIs: EncodingAt = () => "raw";
export const inForm: EncodingAt = () => "url";
/** Of JSON: within quotes as a part of a string, else as a value. */
export const inJson: EncodingAt = (before) => (isInString(before) ? "json" : "value");

function isInString(json: string): boolean {
  let isIn = false;
  for (let at = 0; at < json.length; at++) {
    if (json[at] === "\\" && isIn) at++;
    else if (json[at] === '"') isIn = !isIn;
  }
  return isIn;
}

/**
 * Fills the places of a text, each as it has to be written where it stands. Secrets stay named. What a value holds is
 * never looked into for places. @throws AppError `invalid_request` for a file, `too_large`
 */
export function fillText(text: string, encodingAt: EncodingAt, find: FindValue): NamedText {
  const filled: (string | { secret: string; as: Encoding })[] = [];
  let before = "";
  let length = 0;
  for (const part of partsOf(text)) {
    if ("text" in part) {
      filled.push(part.text);
      before += part.text;
      continue;
    }
    const as = encodingAt(before);
    // An address may begin with a place that holds all of its beginning.
    before += before === "" && encodingAt === inUrl ? "https://x" : "x";
    const secret = secretIn(part.place);
    if (secret !== undefined)
      filled.push(...(as === "value" ? ['"', { secret, as: "json" as const }, '"'] : [{ secret, as }]));
    else filled.push(written(part.place, find(part.place), as));
    const last = filled.at(-1);
    length += typeof last === "string" ? last.length : 0;
    refuseLongText(length);
  }
  return filled;
}

function written(place: string, value: Value | undefined, as: Encoding | "value"): string {
  if (value === undefined)
    throw new AppError("invalid_workflow", `Nothing fills {{${place}}}.`, { placeholders: [place] });
  if (isAssetRef(value))
    throw new AppError("invalid_request", `What fills {{${place}}} is a file; a request sends text.`);
  return as === "value" ? asJsonValue(value) : encode(toText(value), as);
}

/** A text is a JSON string, unless it is an object or a list that is written as text. */
function asJsonValue(value: Value): string {
  const isWritten = typeof value === "string" && /^\s*[[{]/.test(value);
  return JSON.stringify(isWritten ? parseIfJson(value) : value);
}

export function encode(text: string, as: Encoding): string {
  if (as === "url") return encodeURIComponent(text.toWellFormed());
  return as === "json" ? JSON.stringify(text).slice(1, -1) : text;
}

/** With secrets by their names, for people and journals. */
export function showNamed(text: NamedText): string {
  return text.map((part) => (typeof part === "string" ? part : `{{secret:${part.secret}}}`)).join("");
}

/** The secrets of these texts, each once. */
export function secretsIn(texts: readonly NamedText[]): string[] {
  return [...new Set(texts.flat().flatMap((part) => (typeof part === "string" ? [] : [part.secret])))];
}
