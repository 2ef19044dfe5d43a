import { holdsNamedSchemas, holdsSchema, holdsSchemas, isSchemaObject, type SchemaObject } from "@/lib/schemas/parts";
import { own } from "@/types/own";
import { type Shape, type ShapeField, type ShapeKind, valuesOf } from "./shape";

/** The place in a schema (a JSON Pointer) that the builder has no way to show, and the keyword that stands there. */
export interface Obstacle {
  at: string;
  keyword: string;
}

export type ReadShape = { shape: Shape } | { obstacle: Obstacle };

const typeOf = {
  text: "string",
  number: "number",
  integer: "integer",
  boolean: "boolean",
  choice: "string",
  list: "array",
  object: "object",
} as const satisfies Record<ShapeKind, string>;

const kindOf: Record<string, ShapeKind> = {
  string: "text",
  number: "number",
  integer: "integer",
  boolean: "boolean",
  array: "list",
  object: "object",
};

/** Keywords that have a field of their own. */
const shown = new Set(["type", "description", "enum", "items", "properties", "required", "additionalProperties"]);

/** Keywords beyond the builder, which change what fits in ways a list of fields cannot tell. */
const beyond = new Set([
  ...[...holdsSchema, ...holdsSchemas, ...holdsNamedSchemas].filter((keyword) => !shown.has(keyword)),
  ...["$ref", "$dynamicRef", "const", "dependentRequired", "minContains", "maxContains"],
]);

/** A schema as the builder shows it, or what stands in the way. Nothing is lost: `writeSchema` says the same again. */
export function readSchema(schema: SchemaObject): ReadShape {
  // Where the root names no type, providers are sent an object.
  const root = schema.type === undefined && isSchemaObject(schema.properties) ? { type: "object", ...schema } : schema;
  const read = readShape(root, "");
  // What an answer as a whole is, is never null.
  return "shape" in read && read.shape.nullable ? { obstacle: { at: "/type", keyword: "type" } } : read;
}

function readShape(schema: unknown, at: string): ReadShape {
  if (!isSchemaObject(schema)) return stop(at, String(schema));
  const odd = Object.keys(schema).find((keyword) => beyond.has(keyword));
  if (odd !== undefined) return stop(`${at}/${escapeName(odd)}`, odd);
  const type = readType(schema);
  if (type === undefined) return stop(`${at}/type`, "type");
  if (schema.description !== undefined && typeof schema.description !== "string") {
    return stop(`${at}/description`, "description");
  }
  const rest = Object.fromEntries(Object.entries(schema).filter(([keyword]) => isRest(keyword, type.kind)));
  const common = { description: schema.description ?? "", nullable: type.nullable, rest };
  if (type.kind === "choice") return readChoice(schema, common, at);
  if (schema.enum !== undefined) return stop(`${at}/enum`, "enum");
  if (type.kind === "list") return readList(schema, common, at);
  if (type.kind === "object") return readObject(schema, common, at);
  return { shape: { ...common, kind: type.kind } };
}

type CommonParts = Pick<Shape, "description" | "nullable" | "rest">;

/** `items` of a text says nothing, and is kept nevertheless. */
function isRest(keyword: string, kind: ShapeKind): boolean {
  if (!shown.has(keyword)) return true;
  if (keyword === "items") return kind !== "list";
  return ["properties", "required", "additionalProperties"].includes(keyword) && kind !== "object";
}

function readType({ type, enum: values }: SchemaObject): { kind: ShapeKind; nullable: boolean } | undefined {
  const hasValues = Array.isArray(values);
  const names = type === undefined && hasValues ? ["string", "null"] : Array.isArray(type) ? type : [type];
  const others = names.filter((name) => name !== "null");
  const [name] = others;
  if (others.length !== 1 || typeof name !== "string") return undefined;
  const kind = own(kindOf, name);
  if (kind === undefined) return undefined;
  const isNullable = others.length < names.length;
  if (kind === "text" && hasValues) return { kind: "choice", nullable: isNullable && values.includes(null) };
  return { kind, nullable: isNullable };
}

/** Values are written one to a line. Numbers among them fit nothing where a text is wanted. */
function readChoice(schema: SchemaObject, common: CommonParts, at: string): ReadShape {
  const values = (schema.enum as unknown[]).filter((value) => value !== null); // `readType` saw a list
  const isLines = (value: unknown): value is string =>
    typeof value === "string" && value !== "" && !/[\r\n]/.test(value);
  if (values.length === 0 || !values.every(isLines)) return stop(`${at}/enum`, "enum");
  return { shape: { ...common, kind: "choice", values } };
}

function readList({ items }: SchemaObject, common: CommonParts, at: string): ReadShape {
  if (items === undefined) return stop(`${at}/type`, "type");
  const read = readShape(items, `${at}/items`);
  return "shape" in read ? { shape: { ...common, kind: "list", items: read.shape } } : read;
}

function readObject(schema: SchemaObject, common: CommonParts, at: string): ReadShape {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  if (typeof additionalProperties !== "boolean") return stop(`${at}/additionalProperties`, "additionalProperties");
  if (!isSchemaObject(properties)) return stop(`${at}/properties`, "properties");
  const isKnown = (name: unknown) => typeof name === "string" && Object.hasOwn(properties, name);
  if (!Array.isArray(required) || !required.every(isKnown)) return stop(`${at}/required`, "required");
  const fields: ShapeField[] = [];
  for (const [name, part] of Object.entries(properties)) {
    if (name === "") return stop(`${at}/properties/`, "properties");
    const read = readShape(part, `${at}/properties/${escapeName(name)}`);
    if ("obstacle" in read) return read;
    fields.push({ name, required: required.includes(name), shape: read.shape });
  }
  return { shape: { ...common, kind: "object", fields, closed: !additionalProperties } };
}

/** The schema of a shape without faults. Names of nothing but digits come first: a JSON object has its own order. */
export function writeSchema(shape: Shape): SchemaObject {
  const { kind, description, nullable, rest } = shape;
  const type = nullable ? [typeOf[kind], "null"] : typeOf[kind];
  return { type, ...(description !== "" && { description }), ...writeParts(shape), ...rest };
}

function writeParts(shape: Shape): SchemaObject {
  switch (shape.kind) {
    case "choice":
      return { enum: [...valuesOf(shape.values), ...(shape.nullable ? [null] : [])] };
    case "list":
      return { items: writeSchema(shape.items) };
    case "object":
      return {
        properties: Object.fromEntries(shape.fields.map((field) => [field.name, writeSchema(field.shape)])),
        required: shape.fields.filter(({ required }) => required).map(({ name }) => name),
        ...(shape.closed && { additionalProperties: false }),
      };
    default:
      return {};
  }
}

function stop(at: string, keyword: string): ReadShape {
  return { obstacle: { at, keyword } };
}

function escapeName(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
