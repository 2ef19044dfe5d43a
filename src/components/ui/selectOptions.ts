import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export interface SelectOption<T extends string> {
  value: T;
  label: string;
  /** Second words in a quieter tone: a plan, a context size. */
  detail?: string;
  icon?: LucideIcon;
  disabled?: boolean;
  /** Options of one group stand under this heading; keep them together. */
  group?: string;
}

export interface SelectProps<T extends string> {
  value: T | null;
  onChange: (value: T) => void;
  options: readonly SelectOption<T>[];
  placeholder?: string;
  disabled?: boolean;
  /** Needed when no `Field` gives a label. */
  "aria-label"?: string;
  className?: string;
  /** Shown in the list in place of options, when there are none. */
  empty?: ReactNode;
}

export const selectBoxClass =
  "flex h-8 w-full items-center gap-2 rounded-control border border-line bg-field px-2.5 text-left text-ink text-sm";
