import { type KeyboardEvent, useEffect, useState } from "react";
import { chordOf } from "@/components/commands/chord";
import { isMac } from "@/components/commands/platform";
import { editor } from "@/components/messages/editor";
import { cx } from "@/components/ui/cx";
import type { SchemaObject } from "@/lib/schemas/parts";
import { ShapeControl } from "./ShapeControl";
import { ShapeParts } from "./ShapeParts";
import { readSchema, writeSchema } from "./schemaModel";
import { hasFault, isBinding, type Shape } from "./shape";

const words = editor.schema;
const noticeClass = "max-w-[70ch] rounded-card bg-waiting-soft px-3 py-2 text-ink";

interface SchemaBuilderProps {
  schema: SchemaObject;
  /** The JSON beside it is being written and is not complete. */
  isBroken: boolean;
  onChange: (schema: SchemaObject) => void;
  onUndo: () => void;
}

/** A schema as fields. What it has no field for stays in the JSON and is never rewritten. */
export function SchemaBuilder({ schema, isBroken, onChange, onUndo }: SchemaBuilderProps) {
  const { read, edit } = useShape(schema, onChange);
  if ("obstacle" in read) {
    const { keyword, at } = read.obstacle;
    return (
      <div className="min-w-0 flex-1 overflow-y-auto p-4">
        <p className={noticeClass}>{words.beyond(keyword, at === "" ? words.wholeSchema : at)}</p>
      </div>
    );
  }
  const { shape } = read;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears keys of the fields in it
    <div className="schema-builder min-w-0 flex-1 overflow-y-auto p-4" onKeyDown={(event) => undoOnKeys(event, onUndo)}>
      {isBroken && <p className={cx(noticeClass, "mb-3")}>{words.broken}</p>}
      <fieldset disabled={isBroken} className="flex min-w-0 flex-col gap-3 disabled:opacity-60">
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium text-ink-2">{words.answerIs}</span>
          <ShapeControl shape={shape} name={words.root} onChange={edit} />
        </div>
        <ShapeParts shape={shape} name={words.root} onChange={edit} />
        {hasFault(shape) && <p className="text-ink-3 text-xs">{words.incomplete}</p>}
        {!isBinding(shape) && <p className="max-w-[70ch] text-ink-3 text-xs">{words.loose}</p>}
      </fieldset>
    </div>
  );
}

/** The shape of the schema; kept apart from it while a field has no name yet, which no schema could say. */
function useShape(schema: SchemaObject, onChange: (schema: SchemaObject) => void) {
  const [read, setRead] = useState(() => ({ ...readSchema(schema), of: JSON.stringify(schema) }));
  useEffect(() => {
    const said = JSON.stringify(schema);
    setRead((old) => (old.of === said ? old : { ...readSchema(schema), of: said }));
  }, [schema]);
  const edit = (shape: Shape) => {
    if (hasFault(shape)) return setRead((old) => ({ shape, of: old.of }));
    const next = writeSchema(shape);
    setRead({ shape, of: JSON.stringify(next) });
    onChange(next);
  };
  return { read, edit };
}

/** The undo of the JSON is that of the fields too; a text field has its own. */
function undoOnKeys(event: KeyboardEvent, undo: () => void): void {
  const isUndo = chordOf(event.nativeEvent, isMac()) === "Mod+Z";
  if (!isUndo || (event.target instanceof Element && event.target.matches("input:not([type=checkbox]), textarea")))
    return;
  event.preventDefault();
  undo();
}
