import { typeNames } from "./keywords";
import { createResolve, isSchemaObject, type SchemaObject } from "./parts";

/** Schemas and values that are looked at, again where several ways lead; beyond, it is left to the answers. */
const MAX_LOOKS = 5_000;
const MAX_DEPTH = 200;

/**
 * Whether no value can fit a schema: `enum` against `type`, a required field that may not be there, an endless chain
 * of required fields, ends that cross. Not everything that is so is found, and nothing else is.
 */
export function fitsNothing(root: SchemaObject): boolean {
  const resolve = createResolve(root);
  const open = new Set<unknown>();
  let looks = 0;

  /** Some value may fit. A schema that is looked at already leads into itself: that way no value ends. */
  function mayFit(schema: unknown): boolean {
    if (typeof schema === "boolean") return schema;
    if (!isSchemaObject(schema)) return true;
    looks += 1 + listOf(schema.enum).length + listOf(schema.required).length;
    if (open.has(schema)) return false;
    if (looks > MAX_LOOKS || open.size > MAX_DEPTH) return true;
    open.add(schema);
    const may = mayFitOpen(schema);
    open.delete(schema);
    return may;
  }

  function mayFitOpen(schema: SchemaObject): boolean {
    const all = [schema.$ref === undefined ? true : resolve(String(schema.$ref)), ...listOf(schema.allOf)];
    if (!all.every(mayFit)) return false;
    if (schema.not === true || (isSchemaObject(schema.not) && Object.keys(schema.not).length === 0)) return false;
    for (const either of [schema.anyOf, schema.oneOf]) if (Array.isArray(either) && !either.some(mayFit)) return false;
    const types = [schema, ...all].map(typesOf).reduce((common, more) => common.filter((type) => more.includes(type)));
    return types.some((type) => mayBe(schema, type));
  }

  function mayBe(schema: SchemaObject, type: string): boolean {
    if (type === "object") return mayBeObject(schema);
    if (type === "array") return mayBeArray(schema);
    if (type === "string") return !crosses(schema.minLength, schema.maxLength);
    if (type !== "number" && type !== "integer") return true;
    const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = schema;
    return !crosses(minimum, maximum) && !meets(above, below) && !meets(above, maximum) && !meets(minimum, below);
  }

  function mayBeObject(schema: SchemaObject): boolean {
    const { minProperties, maxProperties, additionalProperties, patternProperties } = schema;
    const required = listOf(schema.required);
    if (crosses(minProperties, maxProperties) || crosses(new Set(required).size, maxProperties)) return false;
    const properties = isSchemaObject(schema.properties) ? schema.properties : {};
    return required.every((name) => {
      if (Object.hasOwn(properties, String(name))) return mayFit(properties[String(name)]);
      return patternProperties !== undefined || additionalProperties !== false;
    });
  }

  function mayBeArray({ minItems, maxItems, items = true, prefixItems }: SchemaObject): boolean {
    if (crosses(minItems, maxItems)) return false;
    const least = typeof minItems === "number" ? minItems : 0;
    const first = listOf(prefixItems);
    return first.slice(0, least).every(mayFit) && (least <= first.length || mayFit(items));
  }

  return !mayFit(root);
}

/** The types of the values that `type`, `enum` and `const` leave; an integer is a number. */
function typesOf(schema: unknown): string[] {
  if (!isSchemaObject(schema)) return [...typeNames].map(String);
  const { type = [...typeNames] } = schema;
  const named = (Array.isArray(type) ? type : [type]).flatMap((one) =>
    one === "number" ? ["number", "integer"] : [one],
  );
  const values = "const" in schema ? [schema.const] : schema.enum;
  if (!Array.isArray(values)) return named.map(String);
  const left = new Set(values.map(typeOf));
  return named.filter((one) => left.has(String(one))).map(String);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function crosses(least: unknown, most: unknown): boolean {
  return typeof least === "number" && typeof most === "number" && least > most;
}

function meets(least: unknown, most: unknown): boolean {
  return typeof least === "number" && typeof most === "number" && least >= most;
}
