import { History } from "lucide-react";
import { exactWhenText } from "@/components/accounts";
import { runs } from "@/components/messages/runs";
import { Button } from "@/components/ui/Button";
import { showNewestRun } from "@/store/session";
import { useRun } from "@/store/useRun";

/** Says that the results on the canvas are those of an older run. */
export function GhostBanner() {
  const isGhost = useRun((state) => state.isGhost);
  const startedAt = useRun(({ run }) => run.startedAt);
  if (!isGhost) return null;
  return (
    <div className="flex items-center gap-3 rounded-card border border-line-strong border-dashed bg-panel py-2 pr-2 pl-3.5 shadow-float">
      <History size={16} strokeWidth={1.75} aria-hidden className="text-ink-2" />
      <p>{runs.ghost.text(startedAt === undefined ? "" : exactWhenText(startedAt))}</p>
      <Button size="sm" onClick={() => void showNewestRun()}>
        {runs.ghost.back}
      </Button>
    </div>
  );
}
