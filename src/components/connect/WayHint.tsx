import type { ReactNode } from "react";

/** Small words under a control, led by an icon. */
export function WayHint({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="mt-2 flex gap-2 text-ink-2 text-xs">
      <span className="mt-px shrink-0 text-ink-3">{icon}</span>
      <div className="min-w-0 tabular-nums">{children}</div>
    </div>
  );
}
