import {
  CircleAlert,
  CircleCheck,
  CircleSlash,
  CircleStop,
  Clock,
  Database,
  History,
  LoaderCircle,
  type LucideIcon,
  MessageCircleQuestionMark,
  PauseCircle,
} from "lucide-react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { useStaleNodes } from "@/components/board/useStaleNodes";
import { nodes as words } from "@/components/messages/nodes";
import { cx } from "@/components/ui/cx";
import { Spinner } from "@/components/ui/Spinner";
import { tip } from "@/components/ui/tip";
import type { NodeStatus } from "@/store/runReducer";
import { isInMotion } from "@/store/runStatus";
import type { Staleness } from "@/store/staleness";
import { useRun } from "@/store/useRun";
import { useNode } from "@/store/useWorkflow";
import { useShownStatus } from "./useShownStatus";

const looks: Record<NodeStatus, { icon: LucideIcon | "spinner" | null; className: string }> = {
  idle: { icon: null, className: "" },
  queued: { icon: Clock, className: "text-waiting" },
  running: { icon: "spinner", className: "text-accent-ink" },
  streaming: { icon: "spinner", className: "text-accent-ink" },
  done: { icon: CircleCheck, className: "text-ok" },
  cached: { icon: Database, className: "text-ok" },
  failed: { icon: CircleAlert, className: "text-error" },
  parked: { icon: PauseCircle, className: "text-waiting" },
  waiting: { icon: MessageCircleQuestionMark, className: "text-waiting" },
  skipped: { icon: CircleSlash, className: "text-ink-3" },
  stopped: { icon: CircleStop, className: "text-ink-2" },
};

export const shownStatuses = Object.keys(looks) as NodeStatus[]; // the keys of the table above

/** The state of a node in the shown run: an icon and a word. */
export function NodeStatusLabel({ nodeId }: { nodeId: string }) {
  const status = useShownStatus(nodeId);
  const staleness = useStaleNodes((stale) => stale.get(nodeId));
  const { icon: Icon, className } = looks[status];
  if (Icon === null) return null;
  if (staleness !== undefined && (status === "done" || status === "cached")) return <Stale staleness={staleness} />;
  return (
    <span data-status={status} className={cx("flex items-center gap-1.5 text-xs", className)}>
      {Icon === "spinner" ? <BusySpinner /> : <Icon size={14} strokeWidth={1.75} aria-hidden />}
      {words.statuses[status]}
    </span>
  );
}

function BusySpinner() {
  return <Spinner size={13} isStill={useRun(({ run }) => !isInMotion(run.nodes))} />;
}

/** The icon alone, still where the label's turns: a thousand that turn would cost too much. */
export function StatusIcon({ status, className }: { status: NodeStatus; className: string }) {
  const { icon, className: colour } = looks[status];
  const Icon = icon === "spinner" ? LoaderCircle : icon;
  return Icon && <Icon aria-hidden strokeWidth={2} className={cx(className, colour)} />;
}

function Stale({ staleness }: { staleness: Staleness }) {
  const titleOf = useTitleOf();
  const cause = useNode(staleness.reason === "upstream" ? staleness.because : "");
  const why = cause === undefined ? words.staleWhy[staleness.reason] : words.staleAfter(titleOf(cause));
  return (
    <span data-status="stale" {...tip(why)} className="flex items-center gap-1.5 text-ink-3 text-xs">
      <History size={14} strokeWidth={1.75} aria-hidden />
      {words.stale}
      <span className="sr-only">: {why}</span>
    </span>
  );
}
