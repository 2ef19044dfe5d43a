"use client";
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";
import { cx } from "./cx";

export interface Segment<T extends string> {
  value: T;
  label: string;
  disabled?: boolean;
}

/** One of a few, all in sight and in full: what does not fit in a line goes on the next. Arrow keys move the choice. */
export function SegmentedControl<T extends string>({
  value,
  onChange,
  segments,
  disabled,
  className,
  ...rest
}: {
  value: T | null;
  onChange: (value: T) => void;
  segments: readonly Segment<T>[];
  disabled?: boolean;
  /** Needed when no `Field` gives a label. */
  "aria-label"?: string;
  className?: string;
}) {
  const id = useId();
  return (
    <RadioGroup
      aria-label={rest["aria-label"]}
      value={value ?? ""}
      disabled={disabled}
      onValueChange={(next) => onChange(next as T)}
      className={cx(
        "flex flex-wrap gap-y-0.5 rounded-control border border-line bg-field p-0.5",
        disabled && "opacity-60",
        className,
      )}
    >
      {segments.map((segment) => (
        <Radio.Root
          key={segment.value}
          value={segment.value}
          disabled={segment.disabled}
          // Inside a `Field` each would take the name of the whole group.
          aria-labelledby={`${id}-${segment.value}`}
          className={cx(
            "flex h-7 max-w-full flex-auto cursor-pointer select-none items-center justify-center rounded-[7px] px-2 text-ink-2 text-sm transition-colors hover:text-ink",
            "data-checked:bg-panel data-checked:font-medium data-checked:text-ink data-checked:shadow-float data-disabled:cursor-not-allowed data-disabled:opacity-50",
          )}
        >
          <span id={`${id}-${segment.value}`} className="truncate">
            {segment.label}
          </span>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
