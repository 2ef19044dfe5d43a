import { isObject, type JsonObject } from "@/lib/llm/narrow";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { Reading, WireReader } from "@/lib/llm/wire";
import { holdsNamedSchemas, holdsSchema, holdsSchemas } from "@/lib/schemas/parts";
import type { LlmCall } from "@/types/llm";

/** The field in which an answer that is no object comes: the protocol takes only schemas of objects. */
const field = "answer";
const place = `#/properties/${field}`;

export interface SentSchema {
  schema: JsonObject;
  /** The answer comes as `{"answer": …}`, and is taken out again. */
  isWrapped: boolean;
}

/** The schema as the protocol takes it. */
export function toSentSchema(schema: JsonObject): SentSchema {
  if (schema.type === "object") return { schema, isWrapped: false };
  if (schema.type === undefined && isObject(schema.properties)) {
    return { schema: { type: "object", ...schema }, isWrapped: false };
  }
  const { $defs, definitions, $schema: _, $id: __, ...root } = schema;
  const wrapped = {
    type: "object",
    properties: { [field]: withMovedRefs(root) },
    required: [field],
    additionalProperties: false,
    ...($defs === undefined ? {} : { $defs: mapNamed($defs) }),
    ...(definitions === undefined ? {} : { definitions: mapNamed(definitions) }),
  };
  return { schema: wrapped, isWrapped: true };
}

/** Whether the answer of a call comes wrapped. */
export function isWrapped({ jsonSchema }: Pick<LlmCall, "jsonSchema">): boolean {
  return jsonSchema !== undefined && toSentSchema(jsonSchema).isWrapped;
}

/** References into the root lead to where it now is; its definitions stay where they were. */
function withMovedRefs(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (keyword === "$ref" && typeof value === "string") return [keyword, moved(value)];
      if (holdsSchema.has(keyword)) return [keyword, withMovedRefs(value)];
      if (holdsSchemas.has(keyword) && Array.isArray(value)) return [keyword, value.map(withMovedRefs)];
      return [keyword, holdsNamedSchemas.has(keyword) ? mapNamed(value) : value];
    }),
  );
}

function mapNamed(schemas: unknown): unknown {
  if (!isObject(schemas)) return schemas;
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withMovedRefs(schema)]));
}

function moved(ref: string): string {
  if (ref === "#") return place;
  return /^#\/(?!(\$defs|definitions)\/)/.test(ref) ? place + ref.slice(1) : ref;
}

/** Takes the answer out of the object in which it comes, while it comes. */
export function unwrapping({ read, close }: WireReader): WireReader {
  const unwrap = createUnwrap();
  const unwrapped = (reading: Reading | undefined): Reading | undefined =>
    reading && { ...reading, events: reading.events.flatMap((event) => toUnwrapped(event, unwrap)) };
  return {
    read: (message) => unwrapped(read(message)),
    ...(close === undefined ? {} : { close: (isWhole) => unwrapped(close(isWhole)) }),
  };
}

function toUnwrapped(event: ProviderEvent, unwrap: Unwrap): ProviderEvent[] {
  if (event.type === "text-delta") return toDelta(unwrap.add(event.text));
  // Its places are those of the text that came, which is not the one that is given.
  if (event.type === "source") return [{ ...event, start: undefined, end: undefined }];
  if (event.type !== "end") return [event];
  const whole = createUnwrap();
  const text = whole.add(event.text) + whole.end();
  return [...toDelta(unwrap.end()), { ...event, text }];
}

function toDelta(text: string): ProviderEvent[] {
  return text === "" ? [] : [{ type: "text-delta", text }];
}

interface Unwrap {
  /** Each gives what is known to be of the answer. */
  add(text: string): string;
  end(): string;
}

const opening = new RegExp(`^\\s*(?:\`\`\`[^\\n]*\\n\\s*)?\\{\\s*"${field}"\\s*:\\s*`);

/** A model that was only asked for the object may leave it out: then all is the answer. */
function createUnwrap(): Unwrap {
  let state: "before" | "inside" | "bare" = "before";
  let held = "";
  let hasGiven = false;

  function add(text: string): string {
    if (state === "bare") return text;
    held += text;
    if (state === "before") {
      const begun = opening.exec(held);
      if (begun === null && isBeginning(held)) return "";
      state = begun === null ? "bare" : "inside";
      held = held.slice(begun?.[0].length ?? 0);
    }
    if (state === "inside" && !hasGiven) held = held.trimStart();
    // What closes the object looks like what closes the answer, until more comes.
    const keptFrom = state === "bare" ? held.length : endOfAnswer(held);
    const given = held.slice(0, keptFrom);
    held = held.slice(keptFrom);
    hasGiven ||= given !== "";
    return given;
  }

  return {
    add,
    end() {
      const rest = held;
      held = "";
      if (state !== "inside") return rest;
      const closed = rest.trimEnd().replace(/```$/, "").trimEnd();
      return closed.endsWith("}") ? closed.slice(0, -1).trimEnd() : rest;
    },
  };
}

/** Where the brackets, spaces and fences at the end of a text begin. */
function endOfAnswer(text: string): number {
  let end = text.length;
  while (end > 0 && /[\s}`]/.test(text.charAt(end - 1))) end -= 1;
  return end;
}

function isBeginning(text: string): boolean {
  const begun = text.trimStart();
  if (begun.startsWith("```") ? !begun.includes("\n") : "```".startsWith(begun)) return true;
  return `{"${field}":`.startsWith(begun.replace(/^```[^\n]*\n/, "").replace(/\s+/g, ""));
}
