import { cx } from "@/components/ui/cx";

const NEARLY_FULL = 90;

/** How much of a window is used; the words beside it say the same. */
export function UsageBar({
  percent,
  isBlocking,
  className,
}: {
  percent: number | undefined;
  isBlocking: boolean;
  className?: string;
}) {
  const width = Math.min(100, Math.max(0, percent ?? 0));
  return (
    <span aria-hidden className={cx("block h-[5px] overflow-hidden rounded-full bg-line", className)}>
      <span
        className={cx("block h-full rounded-full", isBlocking || width >= NEARLY_FULL ? "bg-waiting" : "bg-accent")}
        style={{ width: `${width}%` }}
      />
    </span>
  );
}
