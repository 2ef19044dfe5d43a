import type { ReactNode } from "react";
import { cx } from "./cx";

export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cx(
        "inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-field px-1.5 font-mono text-ink-2 text-xs",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
