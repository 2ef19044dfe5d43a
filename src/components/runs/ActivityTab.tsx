import { ArrowUpRight, Square } from "lucide-react";
import { useState } from "react";
import { exactWhenText } from "@/components/accounts";
import { toShownError } from "@/components/ErrorNote";
import { LOOKED_AT_MS, refreshActivity, useActivity } from "@/components/hooks/useActivity";
import { useNames } from "@/components/hooks/usePeople";
import { activity as words } from "@/components/messages/activity";
import { roles } from "@/components/messages/roles";
import { formatCount } from "@/components/nodes/format";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/toast";
import { cancelRun } from "@/store/endpoints";
import { mayStop } from "@/store/runOwner";
import { isActive } from "@/store/runStatus";
import { openWorkflow } from "@/store/session";
import { useWorkflow } from "@/store/useWorkflow";
import type { OpenRun, PlacesView } from "@/types/activity";
import { runTones, stateText } from "./runTones";
import { throughText } from "./throughText";

/** What runs, waits and is parked in all workflows, and who holds the places of each payer. */
export function ActivityTab() {
  const { activity, error } = useActivity(LOOKED_AT_MS);
  if (activity === undefined) {
    return error === undefined ? null : <p className="px-3.5 py-3 text-ink-2">{words.failed}</p>;
  }
  const { runs: open, places } = activity;
  return (
    <div className="grid grid-cols-1 gap-x-8 gap-y-3 px-3.5 py-3 lg:grid-cols-[1fr_340px]">
      <section aria-label={words.runs} className="min-w-0">
        {open.length === 0 && <p className="text-ink-3">{words.none}</p>}
        <ul className="flex flex-col divide-y divide-line">
          {open.map((run) => (
            <RunLine key={run.id} run={run} places={places} />
          ))}
        </ul>
      </section>
      {(open.length > 0 || places.length > 0) && (
        <section aria-label={words.places} className="min-w-0">
          <h3 className="mb-1 font-medium text-ink-3 text-xs">{words.places}</h3>
          {places.length === 0 && <p className="text-ink-3">{words.placesNone}</p>}
          <ul className="flex flex-col gap-2">
            {places.map((its) => (
              <PlacesLine key={`${its.of} ${its.payer.kind} ${its.payer.id}`} places={its} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function RunLine({ run, places }: { run: OpenRun; places: readonly PlacesView[] }) {
  const isHere = useWorkflow(({ workflow }) => workflow?.id === run.workflowId);
  const [isBusy, setIsBusy] = useState(false);
  const name = run.workflowName ?? words.unnamed;
  const isAtWork = isActive(run.status);
  const nameOf = useNames();
  const attempt = async (act: () => Promise<unknown>) => {
    setIsBusy(true);
    try {
      await act();
      await refreshActivity();
    } catch (error) {
      toast.error(toShownError(error).message);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <li className="flex min-h-9 items-center gap-3 py-1">
      <span className="min-w-0 truncate font-medium">{name}</span>
      <Badge tone={runTones[run.status]}>{stateText(run)}</Badge>
      <span className="min-w-0 flex-1 truncate text-ink-2 tabular-nums">{facts(run, places, nameOf).join(" · ")}</span>
      {isHere && <Badge tone="accent">{words.here}</Badge>}
      {!isHere && run.workflowName !== undefined && (
        <Button
          size="sm"
          icon={ArrowUpRight}
          aria-label={words.open(name)}
          onClick={() => void attempt(() => openWorkflow(run.workflowId ?? ""))}
        >
          {words.openShort}
        </Button>
      )}
      {mayStop(run) && (
        <Button
          size="sm"
          icon={Square}
          busy={isBusy}
          aria-label={isAtWork ? words.stop(name) : words.giveUp(name)}
          onClick={() => void attempt(() => cancelRun(run.id))}
        >
          {isAtWork ? words.stopShort : words.giveUpShort}
        </Button>
      )}
    </li>
  );
}

function facts(run: OpenRun, places: readonly PlacesView[], nameOf: ReturnType<typeof useNames>): string[] {
  const { id, by, counts, createdAt, through } = run;
  const its = places.flatMap(({ holders }) => holders.filter(({ run }) => run === id));
  const sum = (of: "running" | "waiting") => formatCount(its.reduce((total, holder) => total + holder[of], 0));
  return [
    words.progress(formatCount(counts.done + counts.failed + counts.skipped), formatCount(counts.total)),
    ...(its.length === 0 ? [] : [words.calls(sum("running"), sum("waiting"))]),
    words.since(exactWhenText(createdAt)),
    ...(nameOf === undefined || by === undefined ? [] : [roles.startedByName(nameOf(by))]),
    ...(through === undefined ? [] : [throughText(through)]),
  ];
}

function PlacesLine({ places: { payer, of, running, waiting, limit, holders } }: { places: PlacesView }) {
  return (
    <li>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{of === "images" ? words.imagePlacesOf(payer.name) : payer.name}</span>
        <span className="text-ink-2 tabular-nums">{words.taken(formatCount(running), formatCount(limit))}</span>
        {waiting > 0 && <span className="text-waiting tabular-nums">{words.waiting(formatCount(waiting))}</span>}
      </p>
      <ul className="text-ink-3 text-xs tabular-nums">
        {holders.map(({ run, workflowName, running: working, waiting: queued }) => (
          <li key={run ?? ""}>
            {words.holder(holderName(run, workflowName), formatCount(working), formatCount(queued))}
          </li>
        ))}
      </ul>
    </li>
  );
}

function holderName(run: string | undefined, workflowName: string | undefined): string {
  return workflowName ?? (run === undefined ? words.byItself : words.unnamed);
}
