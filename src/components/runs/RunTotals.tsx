import { useNames } from "@/components/hooks/usePeople";
import { drawer } from "@/components/messages/drawer";
import { roles } from "@/components/messages/roles";
import { runs } from "@/components/messages/runs";
import { formatCount } from "@/components/nodes/format";
import { usePerson } from "@/store/person";
import { runProgress } from "@/store/runSession";
import { isActive } from "@/store/runStatus";
import { estimateLeftMs, tallyRun } from "@/store/timeline";
import { useWorkflow } from "@/store/useWorkflow";
import { useParkText, useRunPark } from "./parked";
import { throughText } from "./throughText";
import { useRunSample } from "./useRunSample";

const words = drawer;

/** "3 of 5 nodes · 2 calls · 1 from cache · Personal", and how long the items still take. */
export function RunTotals() {
  const workflow = useWorkflow((state) => state.workflow);
  const { run, nowMs } = useRunSample();
  const park = useRunPark();
  const parkText = useParkText(park);
  const me = usePerson();
  const nameOf = useNames();
  if (run.id === null || workflow === null) return null;
  const { done, total } = runProgress(run, workflow);
  const { calls, cached, tokens, payers } = tallyRun(run);
  const leftMs = isActive(run.status) ? estimateLeftMs(workflow, run, nowMs) : undefined;
  const parts = [
    park !== undefined && parkText,
    run.status === "interrupted" && runs.cutOff,
    words.nodes(formatCount(done), formatCount(total)),
    words.calls(formatCount(calls), calls),
    cached > 0 && words.cached(formatCount(cached)),
    tokens > 0 && words.tokens(formatCount(tokens)),
    payers.map(({ name }) => name).join(", "),
    me !== undefined &&
      run.by !== undefined &&
      run.by !== me.id &&
      roles.startedByName(nameOf?.(run.by) ?? roles.somebody),
    throughText(run.through),
    leftMs !== undefined && words.left(Math.ceil(leftMs / 1_000)),
  ];
  return <p className="truncate text-ink-2 text-sm tabular-nums max-lg:hidden">{parts.filter(Boolean).join(" · ")}</p>;
}
