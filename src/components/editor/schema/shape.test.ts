import { describe, expect, it } from "vitest";
import { changeKind, faultOf, hasFault, isBinding, newField, newShape, type Shape, type ShapeField } from "./shape";

const field = (name: string, shape: Shape = newShape()): ShapeField => ({ name, required: true, shape });
const object = (...fields: ShapeField[]): Shape => ({ ...newShape(), kind: "object", fields, closed: true });

describe("a field", () => {
  it("wants a name that no field before it has", () => {
    const fields = [field("a"), field(""), field("a")];
    expect(fields.map((_, at) => faultOf(fields, at))).toEqual([undefined, "unnamed", "twice"]);
    expect(hasFault(object(field("a"), field("A")))).toBe(false);
    expect(hasFault(object(field("a"), newField()))).toBe(true);
  });

  it("with a fault deep inside keeps the whole from being written", () => {
    const list = (items: Shape): Shape => ({ ...newShape(), kind: "list", items });
    expect(hasFault(object(field("a", list(object(field("b"))))))).toBe(false);
    expect(hasFault(object(field("a", list(object(newField())))))).toBe(true);
    expect(hasFault(list({ ...newShape(), kind: "choice", values: ["", ""] }))).toBe(true);
  });
});

describe("another kind", () => {
  it("keeps the description, and what was said of the old kind alone goes", () => {
    const text: Shape = { ...newShape(), description: "Why", nullable: true, rest: { pattern: "^a" } };
    expect(changeKind(text, "integer")).toEqual({ ...newShape("integer"), description: "Why", nullable: true });
    expect(changeKind(text, "text")).toBe(text);
  });

  it("takes fields along from an object to a list of objects and back", () => {
    const one = { ...object(field("a")), description: "One", nullable: true };
    const many = changeKind(one, "list");
    expect(many).toMatchObject({
      kind: "list",
      description: "One",
      items: { kind: "object", fields: [{ name: "a" }] },
    });
    expect(changeKind(many, "object")).toEqual(one);
  });
});

describe("a shape that providers are bound to", () => {
  it("is closed and requires all it names, at every depth", () => {
    const deep = (inner: Shape) => object(field("a", { ...newShape(), kind: "list", items: inner }));
    expect(isBinding(deep(object(field("b"))))).toBe(true);
    expect(isBinding(deep(object({ ...field("b"), required: false })))).toBe(false);
    expect(isBinding(deep({ ...object(field("b")), closed: false } as Shape))).toBe(false);
  });
});
