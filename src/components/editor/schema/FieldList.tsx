import { Plus } from "lucide-react";
import { type ComponentType, useLayoutEffect, useRef } from "react";
import { editor } from "@/components/messages/editor";
import { Button } from "@/components/ui/Button";
import { FieldRow, type RowControl } from "./FieldRow";
import type { ShapeProps } from "./ShapeControl";
import { newField, type ShapeField } from "./shape";

const words = editor.schema;

interface FieldListProps {
  /** Of what they are the fields. */
  name: string;
  fields: ShapeField[];
  Parts: ComponentType<ShapeProps>;
  onChange: (fields: ShapeField[]) => void;
}

/** The fields of an object: added, moved and deleted, with the focus staying at what it was on. */
export function FieldList({ name, fields, Parts, onChange }: FieldListProps) {
  const list = useRef<HTMLUListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const wanted = useRef<{ at: number; control: RowControl }>(undefined);
  useLayoutEffect(() => {
    const focus = wanted.current;
    wanted.current = undefined;
    if (focus === undefined) return;
    const row = list.current?.children[focus.at];
    const control = row?.querySelector<HTMLElement>(
      `:scope > :first-child [data-control=${focus.control}]:not(:disabled)`,
    );
    (control ?? row?.querySelector<HTMLElement>("[data-control=name]") ?? add.current)?.focus();
  });
  const change = (next: ShapeField[], at: number, control: RowControl = "name") => {
    wanted.current = { at, control };
    onChange(next);
  };
  const move = (from: number, to: number, control: RowControl) => {
    const field = fields[from];
    if (field === undefined || to < 0 || to >= fields.length) return;
    change(fields.toSpliced(from, 1).toSpliced(to, 0, field), to, control);
  };
  return (
    <div className="flex flex-col gap-2">
      <ul ref={list} aria-label={words.fieldsOf(name)} className="flex flex-col gap-2">
        {fields.map((field, at) => (
          <FieldRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a name is being written, its place is who a field is
            key={at}
            fields={fields}
            at={at}
            field={field}
            Parts={Parts}
            onChange={(next) => onChange(fields.with(at, next))}
            onMove={(by, control) => move(at, at + by, control)}
            onRemove={() => change(fields.toSpliced(at, 1), Math.min(at, fields.length - 2))}
          />
        ))}
      </ul>
      <Button
        ref={add}
        size="sm"
        icon={Plus}
        aria-label={words.addTo(name)}
        onClick={() => change([...fields, newField()], fields.length)}
        className="self-start"
      >
        {words.add}
      </Button>
    </div>
  );
}
