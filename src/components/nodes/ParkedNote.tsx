import { parked } from "@/components/messages/parked";
import { ParkedActions } from "@/components/runs/ParkedActions";
import { type Park, useParkText, useUnallowedAccount } from "@/components/runs/parked";
import type { NodeRun } from "@/store/runReducer";
import { useIsRunning, useRun } from "@/store/useRun";
import type { AccountView } from "@/types/providers";

/** Until when a node waits for a usage limit, and the ways to go on before that. */
export function ParkedNote({ run: { park } }: { run: NodeRun }) {
  const isRunning = useIsRunning();
  const isGhost = useRun((state) => state.isGhost);
  const text = useParkText(park);
  const unallowed = useUnallowedAccount();
  return (
    <div className="nodrag flex flex-col items-start gap-2 rounded-control bg-waiting-soft px-3 py-2.5">
      <p className="font-medium">{text}.</p>
      <p className="text-ink-2">{wayOn(park, unallowed)}</p>
      {!isRunning && !isGhost && park && (
        <div className="flex flex-wrap gap-2">
          <ParkedActions park={park} />
        </div>
      )}
    </div>
  );
}

function wayOn(park: Park | undefined, unallowed: AccountView | undefined): string {
  if (park?.until === null) return parked.untold;
  return unallowed === undefined ? parked.goesOn : parked.needsConsent(unallowed.name);
}
