import { ArrowUpRight } from "lucide-react";
import { useId } from "react";
import { whenText } from "@/components/accounts";
import { toShownError } from "@/components/ErrorNote";
import { numberText, percentText } from "@/components/language/locale";
import { night as words } from "@/components/messages/night";
import { Badge, type Tone } from "@/components/ui/Badge";
import { IconButton } from "@/components/ui/IconButton";
import { toast } from "@/components/ui/toast";
import { readRunSummary } from "@/store/endpoints";
import { openWorkflow, showRun } from "@/store/session";
import { workflowStore } from "@/store/useWorkflow";
import type { NightDeed, NightOutcome } from "@/types/nightShift";

const tones: Record<NightOutcome, Tone> = {
  starting: "accent",
  running: "accent",
  parked: "waiting",
  completed: "ok",
  failed: "error",
  cancelled: "neutral",
  refused: "error",
  lost: "error",
};

/** What was done, newest first: when, on which account, and from where to where its windows went. */
export function NightDeeds({ did, onLeave }: { did: readonly NightDeed[]; onLeave: () => void }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="mb-1 font-semibold">
        {words.did.title}
      </h3>
      {did.length === 0 && <p className="text-ink-2">{words.did.none}</p>}
      <ul aria-labelledby={heading} className="flex flex-col divide-y divide-line">
        {did.map((deed) => (
          <Deed key={deed.id} deed={deed} onLeave={onLeave} />
        ))}
      </ul>
    </section>
  );
}

function Deed({ deed, onLeave }: { deed: NightDeed; onLeave: () => void }) {
  const { workflowId, workflowName, accountName, startedAt, outcome, problem, over, run } = deed;
  const show = async (id: string) => {
    try {
      const summary = await readRunSummary(id);
      onLeave();
      if (workflowStore.getState().workflow?.id !== workflowId) await openWorkflow(workflowId);
      await showRun(summary, true);
    } catch (error) {
      toast.error(toShownError(error).message);
    }
  };
  return (
    <li className="flex items-start gap-3 py-2">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="wrap-anywhere font-medium">{workflowName}</span>
          <Badge tone={tones[outcome]}>{words.did.outcomes[outcome]}</Badge>
          <span className="text-ink-3 text-xs tabular-nums">
            {whenText(startedAt)} {words.did.on(accountName)}
          </span>
        </div>
        <p className="text-ink-2 tabular-nums">{factsOf(deed).join(" · ")}</p>
        {over && <p className="text-waiting">{words.did.over[over.because][over.did]}</p>}
        {problem !== undefined && <p className="wrap-anywhere text-error">{problem}</p>}
      </div>
      {run !== undefined && (
        <IconButton size="sm" icon={ArrowUpRight} label={words.did.open} onClick={() => void show(run)} />
      )}
    </li>
  );
}

function factsOf({ windows, tokens, outcome }: NightDeed): string[] {
  if (outcome === "refused") return [];
  const moves = windows.map(({ label, before, after }) =>
    after === undefined
      ? words.did.unknown(label, percentText(before))
      : words.did.took(label, percentText(before), percentText(after)),
  );
  return tokens === undefined || tokens === 0 ? moves : [...moves, words.did.tokens(numberText(tokens))];
}
