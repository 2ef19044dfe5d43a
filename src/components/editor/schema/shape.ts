import type { SchemaObject } from "@/lib/schemas/parts";

export const shapeKinds = ["text", "number", "integer", "boolean", "choice", "list", "object"] as const;

export type ShapeKind = (typeof shapeKinds)[number];

interface Common {
  /** Told to the model; empty for none. */
  description: string;
  /** `null` fits too. */
  nullable: boolean;
  /** Keywords that the builder has no field for; they are written back as they were. */
  rest: SchemaObject;
}

/** What a value looks like, as the schema builder shows it. */
export type Shape = Common &
  (
    | { kind: "text" | "number" | "integer" | "boolean" }
    | { kind: "choice"; values: string[] }
    | { kind: "list"; items: Shape }
    | {
        kind: "object";
        fields: ShapeField[];
        /** No other fields may be there. */
        closed: boolean;
      }
  );

export interface ShapeField {
  name: string;
  required: boolean;
  shape: Shape;
}

/** As providers bind an answer to it: closed, without what may be missing. */
export function newShape(kind: ShapeKind = "text"): Shape {
  const common = { description: "", nullable: false, rest: {} };
  if (kind === "choice") return { ...common, kind, values: [] };
  if (kind === "list") return { ...common, kind, items: newShape() };
  if (kind === "object") return { ...common, kind, fields: [newField()], closed: true };
  return { ...common, kind };
}

export function newField(): ShapeField {
  return { name: "", required: true, shape: newShape() };
}

/** Another kind in the same place. Fields go along from an object to a list of objects and back. */
export function changeKind(shape: Shape, kind: ShapeKind): Shape {
  if (shape.kind === kind) return shape;
  const { description, nullable } = shape;
  const fresh = { ...newShape(kind), description, nullable };
  if (fresh.kind === "list" && shape.kind === "object") {
    return { ...fresh, items: { ...shape, description: "", nullable: false } };
  }
  if (fresh.kind === "object" && shape.kind === "list" && shape.items.kind === "object") {
    const { fields, closed } = shape.items;
    return { ...fresh, fields, closed };
  }
  return fresh;
}

/** Why a shape cannot be written as a schema yet. */
export type ShapeFault = "unnamed" | "twice" | "noValues";

/** What is wrong with the field at a place of a list, itself alone. */
export function faultOf(fields: readonly ShapeField[], at: number): ShapeFault | undefined {
  const field = fields[at];
  if (field === undefined) return undefined;
  if (field.name === "") return "unnamed";
  if (fields.some(({ name }, place) => name === field.name && place < at)) return "twice";
  return undefined;
}

/** Blank lines are no values. */
export function valuesOf(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value !== "");
}

export function hasFault(shape: Shape): boolean {
  switch (shape.kind) {
    case "choice":
      return valuesOf(shape.values).length === 0;
    case "list":
      return hasFault(shape.items);
    case "object":
      return shape.fields.some((field, at) => faultOf(shape.fields, at) !== undefined || hasFault(field.shape));
    default:
      return false;
  }
}

/** Whether providers can hold a model to it: nothing may be missing, and nothing else may be there. */
export function isBinding(shape: Shape): boolean {
  if (shape.kind === "list") return isBinding(shape.items);
  if (shape.kind !== "object") return true;
  return shape.closed && shape.fields.every((field) => field.required && isBinding(field.shape));
}
