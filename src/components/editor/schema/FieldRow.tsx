import { ChevronDown, ChevronUp, Trash2 } from "lucide-react";
import type { ComponentType, KeyboardEvent } from "react";
import { editor } from "@/components/messages/editor";
import { TextInput } from "@/components/ui/Field";
import { IconButton } from "@/components/ui/IconButton";
import { CheckBox } from "./CheckBox";
import { ShapeControl, type ShapeProps } from "./ShapeControl";
import { faultOf, type Shape, type ShapeField } from "./shape";

const words = editor.schema;

export type RowControl = "name" | "up" | "down";

interface FieldRowProps {
  fields: ShapeField[];
  at: number;
  field: ShapeField;
  /** Shows what a shape consists of, fields again among it. */
  Parts: ComponentType<ShapeProps>;
  onChange: (field: ShapeField) => void;
  onMove: (by: -1 | 1, control: RowControl) => void;
  onRemove: () => void;
}

/** One field: name, type and what is said of it; below it, moved in, what it consists of. */
export function FieldRow({ fields, at, field, Parts, onChange, onMove, onRemove }: FieldRowProps) {
  const { name, required, shape } = field;
  const called = name === "" ? words.unnamed(at + 1) : name;
  const fault = faultOf(fields, at);
  const setShape = (next: Shape) => onChange({ ...field, shape: next });
  return (
    <li className="flex flex-col gap-2 rounded-card border border-line bg-card p-2.5">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears keys of the controls in it */}
      <div className="flex items-start gap-2" onKeyDown={(event) => moveOnKeys(event, onMove)}>
        <div className="flex min-w-0 flex-1 flex-wrap gap-2">
          <TextInput
            mono
            data-control="name"
            data-first-focus
            aria-label={words.nameOf(at + 1)}
            aria-invalid={fault !== undefined || undefined}
            placeholder={words.name}
            spellCheck={false}
            value={name}
            onChange={(event) => onChange({ ...field, name: event.target.value })}
            className="w-auto! min-w-32 flex-1"
          />
          <ShapeControl shape={shape} name={called} onChange={setShape} />
        </div>
        <IconButton
          size="sm"
          data-control="up"
          icon={ChevronUp}
          label={words.up(called)}
          disabled={at === 0}
          onClick={() => onMove(-1, "up")}
        />
        <IconButton
          size="sm"
          data-control="down"
          icon={ChevronDown}
          label={words.down(called)}
          disabled={at === fields.length - 1}
          onClick={() => onMove(1, "down")}
        />
        <IconButton size="sm" icon={Trash2} label={words.remove(called)} onClick={onRemove} />
      </div>
      {fault !== undefined && <p className="text-error text-xs">{words.faults[fault]}</p>}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <TextInput
          aria-label={words.descriptionOf(called)}
          placeholder={words.description}
          value={shape.description}
          onChange={(event) => setShape({ ...shape, description: event.target.value })}
          className="w-auto! min-w-48 flex-1"
        />
        <CheckBox
          label={words.required}
          name={words.requiredOf(called)}
          checked={required}
          onChange={(next) => onChange({ ...field, required: next })}
        />
        <CheckBox
          label={words.nullable}
          name={words.nullableOf(called)}
          checked={shape.nullable}
          onChange={(nullable) => setShape({ ...shape, nullable })}
        />
      </div>
      <div className="flex flex-col gap-2 border-line border-l-2 pl-3 empty:hidden">
        <Parts shape={shape} name={called} onChange={setShape} />
      </div>
    </li>
  );
}

/** Alt and an arrow move the field, from wherever in its line the focus is. */
function moveOnKeys(event: KeyboardEvent, onMove: FieldRowProps["onMove"]): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
  if (!event.altKey || by === undefined) return;
  event.preventDefault();
  const control = event.target instanceof Element ? event.target.getAttribute("data-control") : null;
  onMove(by, control === "up" || control === "down" ? control : "name");
}
