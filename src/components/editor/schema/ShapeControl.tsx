import { editor } from "@/components/messages/editor";
import { Select } from "@/components/ui/Select";
import { changeKind, type Shape, shapeKinds } from "./shape";

const words = editor.schema;

export interface ShapeProps {
  shape: Shape;
  /** What it is called, for those who do not see where it stands. */
  name: string;
  onChange: (shape: Shape) => void;
}

/** Which kind it is; of a list also of what. */
export function ShapeControl({ shape, name, onChange }: ShapeProps) {
  return (
    <>
      <Select
        aria-label={words.kindOf(name)}
        value={shape.kind}
        options={shapeKinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
        onChange={(kind) => onChange(changeKind(shape, kind))}
        className="w-36! shrink-0"
      />
      {shape.kind === "list" && (
        <ShapeControl
          shape={shape.items}
          name={words.itemsOf(name)}
          onChange={(items) => onChange({ ...shape, items })}
        />
      )}
    </>
  );
}
