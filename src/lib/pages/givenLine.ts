import { shorten } from "@/lib/nodes/places";
import { isAssetRef } from "@/lib/nodes/values";
import { isPutAway } from "@/lib/runs/largeValues";
import type { Value } from "@/types/run";

/** Inputs that the line tells. */
const MOST = 3;
/** Of a text, what is looked at: more than is told, as white space may go. In characters. */
const LOOKED_AT = 200;

/** What a run was given, on one line, so that one knows it among others: its first inputs, shortened. */
export function givenLine(inputs: Readonly<Record<string, Value>>): string | undefined {
  const told: string[] = [];
  for (const value of Object.values(inputs)) {
    const text = shorten(textOf(value));
    if (text !== "") told.push(text);
    if (told.length === MOST) break;
  }
  return told.length === 0 ? undefined : told.join(" · ");
}

/** Of a table or a list, how it begins. */
function textOf(value: Value): string {
  let first = value;
  let hasMore = false;
  while (typeof first === "object" && first !== null && !isAssetRef(first)) {
    const inside = Object.values(first);
    hasMore ||= inside.length > 1;
    first = inside[0] ?? null;
  }
  const text = typeof first === "object" ? fileText(first) : lineOf(String(first));
  return hasMore ? `${text} …` : text;
}

function fileText(file: Extract<Value, object> | null): string {
  if (file === null || !isAssetRef(file)) return "";
  const { name, mime } = file;
  return isPutAway(file) ? "…" : lineOf(name ?? mime);
}

function lineOf(text: string): string {
  // A picture that is written as a text says nothing to anybody.
  const kind = /^data:([\w.+/-]+)/.exec(text)?.[1];
  return (kind ?? text.slice(0, LOOKED_AT)).replace(/\s+/g, " ").trim();
}
