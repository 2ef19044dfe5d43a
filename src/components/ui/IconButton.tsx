import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "./cx";
import { type TipSide, tip } from "./tip";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** The accessible name, and the tooltip. */
  label: string;
  icon: LucideIcon;
  shortcut?: string;
  size?: "sm" | "md";
  /** For a toggle: whether it is on. */
  pressed?: boolean;
  /** Where the tooltip stands. */
  side?: TipSide;
}

export function IconButton({
  label,
  icon: Icon,
  shortcut,
  size = "md",
  pressed,
  side,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      {...tip(label, shortcut, side)}
      aria-label={label}
      aria-pressed={pressed}
      className={cx(
        "inline-flex shrink-0 items-center justify-center rounded-control text-ink-2 transition-colors hover:bg-hover hover:text-ink",
        "disabled:cursor-not-allowed disabled:opacity-40 disabled:hover:bg-transparent data-popup-open:bg-hover data-popup-open:text-ink",
        pressed && "bg-accent-soft text-accent-ink",
        size === "sm" ? "size-7" : "size-8",
        className,
      )}
    >
      <Icon size={size === "sm" ? 15 : 17} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
