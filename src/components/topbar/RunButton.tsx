"use client";
import { Play, Square } from "lucide-react";
import { messages } from "@/components/messages/en";
import { Button } from "@/components/ui/Button";
import { Spinner } from "@/components/ui/Spinner";
import { runProgress, startRun, stopRun } from "@/store/session";
import { useIsRunning, useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import { useModKey } from "./useModKey";

const words = messages.shell;

/** Run, or Stop beside how far the run has come. */
export function RunButton() {
  return useIsRunning() ? <Running /> : <Idle />;
}

function Idle() {
  const isEmpty = useWorkflow((state) => state.workflow === null || state.workflow.nodes.length === 0);
  const mod = useModKey();
  return (
    <Button variant="primary" icon={Play} disabled={isEmpty} onClick={() => void startRun()} className="px-3.5">
      {words.run}
      <kbd className="ml-1 rounded-[5px] bg-[rgb(0_0_0/0.18)] px-1.5 py-0.5 font-sans text-white text-xs max-sm:hidden">
        {mod}
        {"\u21B5"}
      </kbd>
    </Button>
  );
}

function Running() {
  const workflow = useWorkflow((state) => state.workflow);
  // As text, so that a streamed word does not render this again.
  const progress = useRun(({ run }) => Object.values(runProgress(run, workflow)).join());
  const [done = 0, total = 0] = progress.split(",").map(Number);
  const isStopping = useRun((state) => state.stopping);
  return (
    <>
      <Button icon={Square} busy={isStopping} onClick={() => void stopRun()}>
        {isStopping ? words.stopping : words.stop}
      </Button>
      <span
        role="progressbar"
        aria-label={words.progressLong(done, total)}
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={total}
        className="inline-flex h-8 items-center gap-2 rounded-control bg-accent px-3 font-medium text-white tabular-nums"
      >
        <Spinner />
        {words.progress(done, total)}
      </span>
    </>
  );
}
