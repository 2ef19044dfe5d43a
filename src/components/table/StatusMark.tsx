import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleStop,
  Clock,
  Database,
  type LucideIcon,
} from "lucide-react";
import { table as words } from "@/components/messages/table";
import { cx } from "@/components/ui/cx";
import { Spinner } from "@/components/ui/Spinner";
import type { RowStatus } from "@/store/table/tableModel";

const looks: Record<RowStatus, { icon: LucideIcon | "spinner"; className: string }> = {
  failed: { icon: CircleAlert, className: "text-error" },
  streaming: { icon: "spinner", className: "text-accent-ink" },
  waiting: { icon: Clock, className: "text-ink-3" },
  stopped: { icon: CircleStop, className: "text-ink-2" },
  done: { icon: CircleCheck, className: "text-ok" },
  cached: { icon: Database, className: "text-ok" },
  "left-out": { icon: CircleSlash, className: "text-ink-3" },
  none: { icon: CircleDashed, className: "text-ink-3" },
};

/** What became of a row: an icon and a word. */
export function StatusMark({ status }: { status: RowStatus }) {
  const { icon: Icon, className } = looks[status];
  return (
    <span className={cx("flex items-center gap-1.5 text-xs", className)}>
      {Icon === "spinner" ? <Spinner size={13} /> : <Icon size={14} strokeWidth={1.75} aria-hidden />}
      {words.statuses[status]}
    </span>
  );
}
