import { fitsNothing } from "./fitsNothing";
import { checkKeyword, isNote, restricts } from "./keywords";
import { createResolve, isSchemaObject, partsOf, type Resolve, type SchemaObject } from "./parts";

const MAX_DEPTH = 64;
/** Keywords, names and values altogether; no upstream takes as many. */
const MAX_SIZE = 20_000;
const MAX_REF_LENGTH = 1000;

/**
 * Why no answer could be checked by a JSON schema (draft 2020-12), or none would fit, in words that follow "it"; the
 * place in it is named. Undefined for a usable one. Costs time that grows with the schema alone.
 */
export function schemaProblem(schema: SchemaObject): string | undefined {
  return wrapped(schema) ?? faultIn(schema) ?? notASchema(schema) ?? endless(schema);
}

/** What people paste instead: the whole setting of a request, which holds the schema. */
function wrapped({ type, json_schema, schema, name }: SchemaObject): string | undefined {
  if (type === "json_schema" || isSchemaObject(json_schema)) {
    return "is a whole response_format: give only the schema that stands inside it";
  }
  if (isSchemaObject(schema) && (typeof name === "string" || "strict" in schema)) {
    return "holds a name and a schema: give only what stands in schema";
  }
  return undefined;
}

function faultIn(root: SchemaObject): string | undefined {
  const resolve = createResolve(root);
  const open: { at: string; schema: unknown; depth: number }[] = [{ at: "", schema: root, depth: 0 }];
  let size = 0;
  // Grows while it is walked.
  for (const { at, schema, depth } of open) {
    if (!isSchemaObject(schema)) continue;
    if (depth > MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH} levels`;
    for (const [keyword, value] of Object.entries(schema)) {
      size += 1 + (typeof value === "object" && value !== null ? Object.keys(value).length : 0);
      if (size > MAX_SIZE) return `has more than ${MAX_SIZE} keywords and values`;
      const fault = checkKeyword(keyword, value) ?? faultOfRef(keyword, value, resolve);
      if (fault !== undefined) return `is wrong at ${at}/${keyword}: it ${fault}`;
    }
    for (const part of partsOf(schema, at)) open.push({ ...part, depth: depth + 1 });
  }
  return undefined;
}

function faultOfRef(keyword: string, value: unknown, resolve: Resolve): string | undefined {
  if ((keyword !== "$ref" && keyword !== "$dynamicRef") || typeof value !== "string") return undefined;
  const found = value.length > MAX_REF_LENGTH ? undefined : resolve(value);
  if (isSchemaObject(found) || typeof found === "boolean") return undefined;
  const words = JSON.stringify(value.slice(0, 100));
  return value.startsWith("#")
    ? `leads to ${words}, where no schema is`
    : `leads to ${words}, outside of this schema: nothing is fetched, so write it into $defs`;
}

/** Names and values without a word that restricts anything: an example, most likely. */
function notASchema(schema: SchemaObject): string | undefined {
  const keywords = Object.keys(schema);
  if (keywords.some(restricts) || keywords.every(isNote)) return undefined;
  return "says nothing about an answer: it looks like an example, where a schema with type and properties is wanted";
}

function endless(schema: SchemaObject): string | undefined {
  return fitsNothing(schema) ? "fits nothing: what it requires contradicts itself" : undefined;
}
