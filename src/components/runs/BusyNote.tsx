import { runs } from "@/components/messages/runs";

/** Why a run that is asked about cannot start now. */
export function BusyNote() {
  return (
    <p role="status" className="basis-full text-ink-2 text-xs">
      {runs.question.busy}
    </p>
  );
}
