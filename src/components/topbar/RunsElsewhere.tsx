import { Activity } from "lucide-react";
import { IN_PASSING_MS, useActivity } from "@/components/hooks/useActivity";
import { activity as words } from "@/components/messages/activity";
import { formatCount } from "@/components/nodes/format";
import { openDrawer } from "@/components/runs/drawerUi";
import { tip } from "@/components/ui/tip";
import { useWorkflow } from "@/store/useWorkflow";

/** How many runs are at work in other workflows, while there are any; leads to all of them. */
export function RunsElsewhere() {
  const { activity } = useActivity(IN_PASSING_MS);
  const here = useWorkflow(({ workflow }) => workflow?.id);
  const count = activity?.runs.filter(({ status, workflowId }) => status === "running" && workflowId !== here).length;
  if (count === undefined || count === 0) return null;
  return (
    <button
      type="button"
      onClick={() => openDrawer("activity")}
      {...tip(words.elsewhereHint)}
      className="flex h-8 shrink-0 items-center gap-1.5 rounded-control px-2 text-ink-2 tabular-nums hover:bg-hover hover:text-ink"
    >
      <Activity size={16} strokeWidth={1.75} aria-hidden />
      <span className="max-xl:sr-only">{words.elsewhere(count, formatCount(count))}</span>
      <span aria-hidden className="xl:hidden">
        {count}
      </span>
    </button>
  );
}
