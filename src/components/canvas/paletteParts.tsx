import { Command } from "cmdk";
import type { LucideIcon } from "lucide-react";

/** Nodes and wires of the document listed at most; the search goes over all of them only while it is short. */
export const MAX_LISTED = 200;

/** Closes the palette before something is done. */
export type Then = (action: () => void) => () => void;

export const groupClass =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-xs";

export function Item({
  icon: Icon,
  value,
  hint,
  onSelect,
}: {
  icon: LucideIcon;
  value: string;
  hint?: string;
  onSelect: () => void;
}) {
  return (
    <Command.Item
      value={value}
      keywords={hint === undefined ? undefined : [hint]}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer select-none items-center gap-2.5 rounded-control px-2.5 text-sm data-[selected=true]:bg-hover"
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
      <span className="shrink-0">{value}</span>
      {hint && <span className="truncate text-ink-3">{hint}</span>}
    </Command.Item>
  );
}
