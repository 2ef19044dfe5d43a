import { cx } from "@/components/ui/cx";
import { useMay } from "@/store/person";

/** A one-line field on a node; the canvas does not drag on it. */
export function NodeInput(props: {
  label: string;
  value: string;
  placeholder?: string;
  mono?: boolean;
  maxLength?: number;
  onChange: (value: string) => void;
}) {
  const { label, value, placeholder, mono, maxLength, onChange } = props;
  const mayEdit = useMay("editor");
  return (
    <input
      readOnly={!mayEdit}
      aria-label={label}
      value={value}
      placeholder={placeholder}
      spellCheck={false}
      maxLength={maxLength}
      onChange={(event) => onChange(event.target.value)}
      className={cx(
        "nodrag h-8 w-full rounded-control border border-line bg-field px-2.5 text-sm hover:border-line-strong",
        mono && "font-mono",
      )}
    />
  );
}
