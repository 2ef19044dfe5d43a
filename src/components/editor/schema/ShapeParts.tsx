import { editor } from "@/components/messages/editor";
import { TextArea } from "@/components/ui/Field";
import { CheckBox } from "./CheckBox";
import { FieldList } from "./FieldList";
import type { ShapeProps } from "./ShapeControl";
import { valuesOf } from "./shape";

const words = editor.schema;

/** What a choice, an object or a list of them consists of. */
export function ShapeParts({ shape, name, onChange }: ShapeProps) {
  const also = Object.keys(shape.rest);
  return (
    <>
      {also.length > 0 && <p className="text-ink-3 text-xs">{words.also(also.join(", "))}</p>}
      {shape.kind === "choice" && <ChoiceValues shape={shape} name={name} onChange={onChange} />}
      {shape.kind === "list" && (
        <ShapeParts
          shape={shape.items}
          name={words.itemsOf(name)}
          onChange={(items) => onChange({ ...shape, items })}
        />
      )}
      {shape.kind === "object" && (
        <>
          <FieldList
            name={name}
            fields={shape.fields}
            Parts={ShapeParts}
            onChange={(fields) => onChange({ ...shape, fields })}
          />
          <CheckBox
            label={words.closed}
            name={words.closedOf(name)}
            checked={shape.closed}
            onChange={(closed) => onChange({ ...shape, closed })}
          />
        </>
      )}
    </>
  );
}

function ChoiceValues({ shape, name, onChange }: ShapeProps) {
  if (shape.kind !== "choice") return null;
  const isEmpty = valuesOf(shape.values).length === 0;
  return (
    <div className="flex flex-col gap-1">
      <TextArea
        aria-label={words.valuesOf(name)}
        aria-invalid={isEmpty || undefined}
        placeholder={words.values}
        value={shape.values.join("\n")}
        rows={Math.min(8, Math.max(2, shape.values.length))}
        onChange={(event) => onChange({ ...shape, values: event.target.value.split("\n") })}
      />
      {isEmpty && <p className="text-error text-xs">{words.faults.noValues}</p>}
    </div>
  );
}
