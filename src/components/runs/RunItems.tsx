import { ArrowLeftToLine, ArrowRightFromLine, Play, RefreshCw } from "lucide-react";
import { runParts as words } from "@/components/messages/runParts";
import { MenuItem } from "@/components/ui/Menu";
import { startRun } from "@/store/runSession";
import { useIsRunning } from "@/store/useRun";

/** The ways to run a part of the workflow, as items of a menu. */
export function RunItems({ nodes }: { nodes: readonly string[] }) {
  const isRunning = useIsRunning();
  const ids = [...nodes];
  return (
    <>
      <MenuItem icon={Play} disabled={isRunning} onSelect={() => void startRun({ select: { nodes: ids } })}>
        {words.runOnly(ids.length)}
      </MenuItem>
      <MenuItem
        icon={ArrowLeftToLine}
        disabled={isRunning}
        onSelect={() => void startRun({ select: { nodes: ids, mode: "to" } })}
      >
        {words.runTo}
      </MenuItem>
      <MenuItem
        icon={ArrowRightFromLine}
        disabled={isRunning}
        onSelect={() => void startRun({ select: { nodes: ids, mode: "from" } })}
      >
        {words.runFrom}
      </MenuItem>
      <MenuItem
        icon={RefreshCw}
        disabled={isRunning}
        onSelect={() => void startRun({ select: { nodes: ids }, fresh: { nodes: ids } })}
      >
        {words.runFresh(ids.length)}
      </MenuItem>
      <MenuItem
        icon={RefreshCw}
        disabled={isRunning}
        onSelect={() => void startRun({ select: { nodes: ids, mode: "from" }, fresh: { nodes: ids, mode: "from" } })}
      >
        {words.runFromFresh}
      </MenuItem>
    </>
  );
}
