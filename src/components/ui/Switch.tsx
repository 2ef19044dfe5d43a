"use client";
import { Switch as Base } from "@base-ui/react/switch";

export function Switch({
  checked,
  onChange,
  disabled,
  ...rest
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  /** Needed when no `Field` gives a label. */
  "aria-label"?: string;
}) {
  return (
    <Base.Root
      aria-label={rest["aria-label"]}
      checked={checked}
      disabled={disabled}
      onCheckedChange={(next) => onChange(next)}
      className="relative flex h-5 w-9 shrink-0 cursor-pointer items-center rounded-full border border-line-strong bg-field px-0.5 transition-colors data-disabled:cursor-not-allowed data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
    >
      <Base.Thumb className="size-3.5 rounded-full bg-ink-2 transition-transform data-checked:translate-x-4 data-checked:bg-white" />
    </Base.Root>
  );
}
