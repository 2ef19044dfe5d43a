import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SchemaObject } from "@/lib/schemas/parts";
import { SchemaBuilder } from "./SchemaBuilder";

const undo = vi.fn();
let schema: SchemaObject = {};
let replace: (next: SchemaObject) => void = () => {};

function Host({ first, isBroken }: { first: SchemaObject; isBroken: boolean }) {
  const [held, setHeld] = useState(first);
  schema = held;
  replace = setHeld;
  return <SchemaBuilder schema={held} isBroken={isBroken} onChange={setHeld} onUndo={undo} />;
}

const object = (properties: SchemaObject): SchemaObject => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

function show(first: SchemaObject, isBroken = false) {
  render(<Host first={first} isBroken={isBroken} />);
}

beforeEach(() => undo.mockClear());
afterEach(cleanup);

const names = () =>
  screen.queryAllByRole("textbox", { name: /^Name of field/ }).map((field) => (field as HTMLInputElement).value);
const write = (name: string, value: string) =>
  fireEvent.change(screen.getByRole("textbox", { name }), { target: { value } });

describe("the builder of a schema", () => {
  it("adds a field with the focus in its name, and writes it once it has one of its own", () => {
    show(object({ a: { type: "string" } }));
    fireEvent.click(screen.getByRole("button", { name: "Add a field to the answer" }));
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Name of field 2" }));
    expect(schema).toEqual(object({ a: { type: "string" } }));
    write("Name of field 2", "a");
    expect(screen.getByText("Another field has this name.")).toBeTruthy();
    write("Name of field 2", "b");
    expect(schema).toEqual(object({ a: { type: "string" }, b: { type: "string" } }));
    expect(screen.queryByText("Another field has this name.")).toBeNull();
  });

  it("says that a field may be missing or empty, and describes it", () => {
    show(object({ a: { type: "string" } }));
    fireEvent.click(screen.getByRole("checkbox", { name: "a may be empty (null)" }));
    write("Description of a", "First letter");
    expect(schema).toEqual(object({ a: { type: ["string", "null"], description: "First letter" } }));
    expect(screen.queryByText(/are a wish to the provider/)).toBeNull();
    fireEvent.click(screen.getByRole("checkbox", { name: "a is required" }));
    expect(schema.required).toEqual([]);
    expect(screen.getByText(/are a wish to the provider/)).toBeTruthy();
  });

  it("moves fields by button and by Alt with an arrow, and the focus goes along", () => {
    show(object({ a: { type: "string" }, b: { type: "string" }, c: { type: "string" } }));
    fireEvent.click(screen.getByRole("button", { name: "Move a down" }));
    expect(Object.keys(schema.properties as object)).toEqual(["b", "a", "c"]);
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Move a down");
    fireEvent.keyDown(screen.getByRole("button", { name: "Move a down" }), { key: "ArrowDown", altKey: true });
    expect(names()).toEqual(["b", "c", "a"]);
    // The button is used up at the end.
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Name of field 3" }));
    fireEvent.keyDown(document.activeElement as Element, { key: "ArrowUp", altKey: true });
    expect(names()).toEqual(["b", "a", "c"]);
  });

  it("deletes a field, and the focus goes to the one in its place", () => {
    show(object({ a: { type: "string" }, b: { type: "number" } }));
    fireEvent.click(screen.getByRole("button", { name: "Delete a" }));
    expect(schema).toEqual(object({ b: { type: "number" } }));
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Name of field 1" }));
    fireEvent.click(screen.getByRole("button", { name: "Delete b" }));
    expect(schema).toEqual(object({}));
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Add a field to the answer" }));
  });

  it("shows fields of fields, and adds to the list they are in", () => {
    show(object({ rows: { type: "array", items: object({ x: { type: "integer", minimum: 1 } }) } }));
    const inner = screen.getByRole("list", { name: "Fields of each item of rows" });
    expect(within(inner).getByText("Also in the JSON: minimum")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Add a field to each item of rows" }));
    const added = within(inner).getByRole("textbox", { name: "Name of field 2" });
    expect(document.activeElement).toBe(added);
    fireEvent.change(added, { target: { value: "y" } });
    const items = object({ x: { type: "integer", minimum: 1 }, y: { type: "string" } });
    expect(schema).toEqual(object({ rows: { type: "array", items } }));
  });

  it("takes the values of a choice line by line, and waits for the first", () => {
    show(object({ a: { type: "string", enum: ["x"] } }));
    write("Values of a, one to a line", "");
    expect(screen.getByText("Write at least one value.")).toBeTruthy();
    expect(schema).toEqual(object({ a: { type: "string", enum: ["x"] } }));
    write("Values of a, one to a line", "x\n\ny z\nx\n");
    expect(schema).toEqual(object({ a: { type: "string", enum: ["x", "y z"] } }));
  });

  it("undoes by Ctrl and Z from what is no text field, also where the layout has another letter there", () => {
    show(object({ a: { type: "string" } }));
    const button = screen.getByRole("button", { name: "Delete a" });
    fireEvent.keyDown(button, { key: "ㅋ", code: "KeyZ", ctrlKey: true });
    expect(undo).toHaveBeenCalledOnce();
    fireEvent.keyDown(button, { key: "Z", code: "KeyZ", ctrlKey: true, shiftKey: true });
    fireEvent.keyDown(screen.getByRole("textbox", { name: "Name of field 1" }), { key: "z", ctrlKey: true });
    expect(undo).toHaveBeenCalledOnce();
  });

  it("follows a schema from elsewhere, and leaves one alone that it cannot show", () => {
    show(object({ a: { type: "string" } }));
    const other = object({ z: { anyOf: [{ type: "string" }, { type: "number" }] } });
    replace(object({ q: { type: "boolean" } }));
    return vi
      .waitFor(() => expect(names()).toEqual(["q"]))
      .then(async () => {
        replace(other);
        await screen.findByText(/anyOf at \/properties\/z\/anyOf, which is written in JSON only/);
        expect(screen.queryAllByRole("textbox")).toEqual([]);
        expect(schema).toBe(other);
      });
  });

  it("waits while the JSON beside it is not complete", () => {
    show(object({ a: { type: "string" } }), true);
    expect(screen.getByText(/The JSON is not complete/)).toBeTruthy();
    expect(document.querySelector("fieldset")?.disabled).toBe(true);
  });

  it("takes back by the undo of the JSON, but in a text field by its own", () => {
    show(object({ a: { type: "string" }, b: { type: "string" } }));
    fireEvent.keyDown(screen.getByRole("textbox", { name: "Name of field 1" }), { key: "z", ctrlKey: true });
    expect(undo).not.toHaveBeenCalled();
    fireEvent.keyDown(screen.getByRole("button", { name: "Delete a" }), { key: "z", ctrlKey: true });
    expect(undo).toHaveBeenCalledOnce();
  });
});
