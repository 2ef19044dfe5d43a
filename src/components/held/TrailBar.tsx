"use client";
import { ChevronRight, CornerLeftUp } from "lucide-react";
import useSWR from "swr";
import { held as words } from "@/components/messages/held";
import { IconButton } from "@/components/ui/IconButton";
import { Select } from "@/components/ui/Select";
import { toast } from "@/components/ui/toast";
import { useHeldTrail } from "@/store/heldTrail";
import { goBackTo, heldSteps, showStep } from "@/store/openHeld";
import { useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import { toErrorBody } from "@/types/errors";
import type { RunStep } from "@/types/run";
import { stepKey } from "@/types/runPlace";
import { stepLabel } from "./stepLabel";

/** The way from where this workflow was opened, and which of the results of that run are shown. */
export function TrailBar() {
  const { places, run } = useHeldTrail();
  const name = useWorkflow(({ workflow }) => workflow?.name);
  const shown = useRun((state) => state.run.id);
  if (places.length === 0) return null;
  const back = (index: number) => {
    goBackTo(index).catch((error: unknown) => toast.error(toErrorBody(error).message));
  };
  const last = places.length - 1;
  return (
    <nav
      aria-label={words.trail.label}
      className="flex max-w-full flex-wrap items-center gap-1.5 rounded-card border border-line bg-panel py-1.5 pr-2 pl-1.5 shadow-float"
    >
      <IconButton
        size="sm"
        icon={CornerLeftUp}
        label={words.trail.back(places[last]?.name ?? "")}
        onClick={() => back(last)}
      />
      <ol className="flex min-w-0 items-center gap-1">
        {places.map((place, index) => (
          <li key={`${place.workflow} ${place.node}`} className="flex min-w-0 items-center gap-1">
            <button
              type="button"
              onClick={() => back(index)}
              className="max-w-40 truncate rounded-sm text-accent-ink hover:underline"
            >
              {place.name}
            </button>
            <ChevronRight size={14} aria-hidden className="shrink-0 text-ink-3" />
          </li>
        ))}
        <li aria-current="page" className="max-w-40 truncate font-medium">
          {name}
        </li>
      </ol>
      {run !== null && run.id === shown && <Steps run={run.id} path={run.path} />}
    </nav>
  );
}

/** Which item and which round of the run are shown, where there are several. */
function Steps({ run, path }: { run: string; path: readonly RunStep[] }) {
  const { data: steps = [] } = useSWR(`steps of ${run} ${path.map(stepKey).join("/")}`, () => heldSteps(run, path), {
    revalidateOnFocus: false,
  });
  const current = path.at(-1);
  if (current === undefined) return null;
  const options = steps.map((step) => ({ value: stepKey(step), label: stepLabel(step) }));
  return (
    <span className="flex items-center gap-2 border-line border-l pl-2.5">
      <span className="whitespace-nowrap text-ink-2 text-xs max-lg:hidden">{words.trail.ofRun}</span>
      {options.length > 1 && (
        <Select
          aria-label={words.trail.ofRun}
          value={stepKey(current)}
          options={options}
          onChange={(key) => {
            const step = steps.find((each) => stepKey(each) === key);
            if (step !== undefined) showStep(step);
          }}
        />
      )}
    </span>
  );
}
