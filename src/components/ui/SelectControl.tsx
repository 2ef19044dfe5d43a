"use client";
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { Fragment } from "react";
import { cx } from "./cx";
import { type SelectOption, type SelectProps, selectBoxClass } from "./selectOptions";

/** The working part of `Select`. */
export function SelectControl<T extends string>({ value, onChange, options, className, ...rest }: SelectProps<T>) {
  return (
    <Base.Root value={value} disabled={rest.disabled} onValueChange={(next) => next !== null && onChange(next)}>
      <Base.Trigger
        aria-label={rest["aria-label"]}
        className={cx(
          selectBoxClass,
          "transition-colors hover:border-line-strong data-popup-open:border-line-strong data-disabled:cursor-not-allowed data-disabled:opacity-60",
          className,
        )}
      >
        <Base.Value className="flex min-w-0 flex-1 items-center gap-2">
          {(current: T | null) => {
            const option = options.find((candidate) => candidate.value === current);
            return option ? (
              <OptionText option={option} />
            ) : (
              <span className="truncate text-ink-3">{current ?? rest.placeholder}</span>
            );
          }}
        </Base.Value>
        <Base.Icon render={<ChevronsUpDown size={14} strokeWidth={1.75} className="text-ink-2" aria-hidden />} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner alignItemWithTrigger={false} sideOffset={6} className="z-50 outline-none">
          <Base.Popup className="popup max-h-[min(360px,var(--available-height))] min-w-(--anchor-width) max-w-96 overflow-y-auto rounded-card border border-line bg-panel p-1 text-ink shadow-float outline-none">
            <Base.List>
              {options.length === 0 && <div className="px-2.5 py-2 text-ink-3">{rest.empty}</div>}
              <Options options={options} />
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Options<T extends string>({ options }: { options: readonly SelectOption<T>[] }) {
  const groups = new Map<string | undefined, SelectOption<T>[]>();
  for (const option of options) groups.set(option.group, [...(groups.get(option.group) ?? []), option]);
  return [...groups].map(([group, members]) =>
    group === undefined ? (
      <Fragment key="">{members.map(toItem)}</Fragment>
    ) : (
      <Base.Group key={group}>
        <Base.GroupLabel className="px-2.5 pt-2 pb-1 font-medium text-ink-3 text-xs">{group}</Base.GroupLabel>
        {members.map(toItem)}
      </Base.Group>
    ),
  );
}

function toItem<T extends string>(option: SelectOption<T>) {
  return (
    <Base.Item
      key={option.value}
      value={option.value}
      disabled={option.disabled}
      className="flex min-h-8 select-none items-center gap-2 rounded-control px-2.5 py-1.5 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-hover"
    >
      <Base.ItemText className="flex min-w-0 flex-1 items-center gap-2">
        <OptionText option={option} />
      </Base.ItemText>
      <Base.ItemIndicator className="text-accent-ink">
        <Check size={15} strokeWidth={2} aria-hidden />
      </Base.ItemIndicator>
    </Base.Item>
  );
}

function OptionText<T extends string>({ option }: { option: SelectOption<T> }) {
  const Icon = option.icon;
  return (
    <>
      {Icon && <Icon size={15} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />}
      <span className="truncate">{option.label}</span>
      {option.detail && <span className="truncate text-ink-3">{option.detail}</span>}
    </>
  );
}
