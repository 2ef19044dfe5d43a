import type { ItemCounts } from "@/store/runItems";

/** Items by their state as one bar; what is left of `total` stays empty. The words beside it say the same. */
export function ItemBar({ counts, total }: { counts: ItemCounts; total: number | undefined }) {
  const { done, cached, failed, streaming } = counts;
  const whole = Math.max(total ?? 0, done + cached + failed + streaming, 1);
  const parts = [
    { count: done, className: "bg-ink-2" },
    { count: cached, className: "bg-ok" },
    { count: failed, className: "bg-error" },
    { count: streaming, className: "bg-accent" },
  ];
  return (
    <div aria-hidden className="flex h-1.5 overflow-hidden rounded-full bg-field">
      {parts.map(({ count, className }) => (
        <span key={className} className={className} style={{ width: `${(100 * count) / whole}%` }} />
      ))}
    </div>
  );
}
