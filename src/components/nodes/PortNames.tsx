import type { PortPlace } from "@/components/board/portLayout";
import { cx } from "@/components/ui/cx";

/** What each port of one side is called, beside it: for nodes whose ports their body does not explain. */
export function PortNames({ ports, side }: { ports: readonly PortPlace[]; side: "input" | "output" }) {
  return ports.map(({ name, y }) => (
    <span
      key={name}
      aria-hidden
      className={cx(
        "absolute max-w-[44%] -translate-y-1/2 truncate text-ink-2 text-xs",
        side === "input" ? "left-3" : "right-3",
      )}
      style={{ top: y }}
    >
      {name}
    </span>
  ));
}
