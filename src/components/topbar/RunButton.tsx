"use client";
import { ChevronDown, MoonStar, Play, RefreshCw, Square } from "lucide-react";
import type { ComponentProps } from "react";
import { CommandItem } from "@/components/commands/CommandItem";
import { useKeysOf } from "@/components/commands/useKeysOf";
import { messages } from "@/components/messages/en";
import { runParts } from "@/components/messages/runParts";
import { RunItems } from "@/components/runs/RunItems";
import { usePreflightTip } from "@/components/runs/usePreflightTip";
import { Button } from "@/components/ui/Button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/Menu";
import { Spinner } from "@/components/ui/Spinner";
import { tip } from "@/components/ui/tip";
import { mayStop } from "@/store/runOwner";
import { runProgress, startRun, stopRun } from "@/store/runSession";
import { useIsRunning, useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";

const words = messages.shell;

/** Run, or Stop beside how far the run has come. */
export function RunButton() {
  return useIsRunning() ? <Running /> : <Idle />;
}

function Idle() {
  const isEmpty = useWorkflow((state) => state.workflow === null || state.workflow.nodes.length === 0);
  const keys = useKeysOf("run");
  const cost = usePreflightTip();
  return (
    <div className="flex">
      <Button
        variant="primary"
        icon={Play}
        disabled={isEmpty}
        onClick={() => void startRun()}
        onPointerOver={cost.ask}
        onFocus={cost.ask}
        aria-description={cost.text}
        {...tip(cost.text ?? words.counting)}
        className="px-3.5 max-sm:h-11 sm:rounded-r-none"
      >
        {words.run}
        <kbd className="ml-1 rounded-[5px] bg-[rgb(0_0_0/0.18)] px-1.5 py-0.5 font-sans text-white text-xs max-lg:hidden">
          {keys}
        </kbd>
      </Button>
      <RunMenu disabled={isEmpty} />
    </div>
  );
}

/** The other ways to run, behind the arrow beside Run. */
function RunMenu({ disabled }: { disabled: boolean }) {
  const selected = useWorkflow((state) => state.selection.nodes);
  return (
    <Menu align="end" trigger={<RunMenuButton disabled={disabled} />}>
      <MenuItem icon={Play} onSelect={() => void startRun()}>
        {runParts.runAll}
      </MenuItem>
      <MenuItem icon={RefreshCw} onSelect={() => void startRun({ useCache: false })}>
        {runParts.runAllFresh}
      </MenuItem>
      {selected.length > 0 && <MenuSeparator />}
      {selected.length > 0 && <RunItems nodes={selected} />}
      <MenuSeparator />
      <CommandItem id="addToNightShift" icon={MoonStar} />
    </Menu>
  );
}

function RunMenuButton(props: ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...props}
      aria-label={words.runMenu}
      className="flex h-8 w-7 items-center justify-center rounded-r-control border-white/25 border-l bg-accent text-white transition-colors hover:bg-accent-hover disabled:cursor-not-allowed disabled:opacity-50 max-sm:hidden"
    >
      <ChevronDown size={15} strokeWidth={2} aria-hidden />
    </button>
  );
}

function Running() {
  const workflow = useWorkflow((state) => state.workflow);
  // As text, so that a streamed word does not render this again.
  const progress = useRun(({ run }) => Object.values(runProgress(run, workflow)).join());
  const [done = 0, total = 0] = progress.split(",").map(Number);
  const isStopping = useRun((state) => state.stopping);
  const canStop = useRun(({ run }) => mayStop(run));
  return (
    <>
      {canStop && (
        <Button icon={Square} className="max-sm:h-11" busy={isStopping} onClick={() => void stopRun()}>
          {isStopping ? words.stopping : words.stop}
        </Button>
      )}
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
