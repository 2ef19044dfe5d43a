import { Play, RotateCw } from "lucide-react";
import { runs } from "@/components/messages/runs";
import { Button } from "@/components/ui/Button";
import { resumeRun } from "@/store/session";
import { useIsRunning, useRun } from "@/store/useRun";
import { groupProblems } from "./problems";

const words = runs.drawer;
const resumable: ReadonlySet<string> = new Set(["parked", "interrupted", "cancelled"]);

/** Goes on with a run that waits or was cut off, or tries again what failed in it. */
export function RunActions() {
  const isRunning = useIsRunning();
  const canResume = useRun(({ run }) => resumable.has(run.status));
  const hasFailed = useRun(({ run }) => groupProblems(run).length > 0);
  if (isRunning || (!canResume && !hasFailed)) return null;
  return canResume ? (
    <Button size="sm" icon={Play} onClick={() => void resumeRun()}>
      {words.resume}
    </Button>
  ) : (
    <Button size="sm" icon={RotateCw} onClick={() => void resumeRun({ only: "failed" })}>
      {words.retryFailed}
    </Button>
  );
}
