import { own } from "@/types/own";

export type SchemaObject = Record<string, unknown>;

export function isSchemaObject(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How the keywords of JSON Schema (draft 2020-12) hold further schemas. */
export const holdsSchema = new Set([
  "items",
  "additionalProperties",
  "unevaluatedItems",
  "unevaluatedProperties",
  "contains",
  "propertyNames",
  "contentSchema",
  "not",
  "if",
  "then",
  "else",
]);
export const holdsSchemas = new Set(["prefixItems", "allOf", "anyOf", "oneOf"]);
export const holdsNamedSchemas = new Set([
  "properties",
  "$defs",
  "definitions",
  "patternProperties",
  "dependentSchemas",
]);

/** A schema inside another one; `at` is its JSON Pointer. */
export interface SchemaPart {
  at: string;
  schema: unknown;
}

/** The schemas that stand directly in a schema. Values (`enum`, `const`, `default`) are none. */
export function partsOf(schema: SchemaObject, at = ""): SchemaPart[] {
  return Object.entries(schema).flatMap(([keyword, value]): SchemaPart[] => {
    const here = `${at}/${escapeToken(keyword)}`;
    if (holdsSchema.has(keyword)) return [{ at: here, schema: value }];
    if (holdsSchemas.has(keyword) && Array.isArray(value)) {
      return value.map((part, index) => ({ at: `${here}/${index}`, schema: part }));
    }
    if (!holdsNamedSchemas.has(keyword) || !isSchemaObject(value)) return [];
    return Object.entries(value).map(([name, part]) => ({ at: `${here}/${escapeToken(name)}`, schema: part }));
  });
}

export type Resolve = (ref: string) => unknown;

/** What `#`, `#/…`, `#name` and the `$id` of a part lead to in a document; undefined when there is none. */
export function createResolve(root: SchemaObject): Resolve {
  let named: Map<string, SchemaObject> | undefined;
  return (ref) => {
    const fragment = ref.startsWith("#") ? decodeFragment(ref.slice(1)) : undefined;
    if (fragment === "" || fragment?.startsWith("/")) return atFragment(root, fragment);
    named ??= namedParts(root);
    return named.get(ref);
  };
}

function atFragment(root: SchemaObject, fragment: string): unknown {
  let found: unknown = root;
  for (const token of fragment.split("/").slice(1)) {
    if (typeof found !== "object" || found === null) return undefined;
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    found = own(found as SchemaObject, name); // also of an array, whose names are its places
  }
  return found;
}

function namedParts(root: SchemaObject): Map<string, SchemaObject> {
  const named = new Map<string, SchemaObject>();
  const open: unknown[] = [root];
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    if (!isSchemaObject(schema)) continue;
    const { $id, $anchor, $dynamicAnchor } = schema;
    if (typeof $id === "string") named.set($id, schema);
    for (const anchor of [$anchor, $dynamicAnchor]) if (typeof anchor === "string") named.set(`#${anchor}`, schema);
    for (const part of partsOf(schema)) open.push(part.schema);
  }
  return named;
}

function decodeFragment(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}

function escapeToken(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
