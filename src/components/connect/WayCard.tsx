import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

/** One way of signing in. The way that most likely works wears the accent. */
export function WayCard({
  icon: Icon,
  title,
  isLikely,
  children,
}: {
  icon: LucideIcon;
  title: string;
  isLikely: boolean;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className={cx(
        "flex flex-col rounded-card border bg-card p-3.5",
        isLikely ? "border-accent ring-2 ring-accent/25" : "border-line",
      )}
    >
      <h3 className="flex items-center gap-2 font-semibold">
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        {title}
      </h3>
      {children}
    </section>
  );
}
