import { Eye } from "lucide-react";
import { useState } from "react";
import { exactWhenText } from "@/components/accounts";
import { useTrigger } from "@/components/hooks/useTriggers";
import { triggers } from "@/components/messages/triggers";
import { openDrawer } from "@/components/runs/drawerUi";
import { runTones, stateText } from "@/components/runs/runTones";
import { Badge, type Tone } from "@/components/ui/Badge";
import { IconButton } from "@/components/ui/IconButton";
import { goesOn } from "@/store/runStatus";
import { showRun } from "@/store/session";
import type { Delivery, TriggerDetails, TriggerView } from "@/types/triggers";

const words = triggers.row;

const tones: Record<Delivery["outcome"], Tone> = {
  starting: "neutral",
  started: "ok",
  refused: "error",
  skipped: "waiting",
  lost: "error",
};

type Told = TriggerDetails["deliveries"][number];

/** The last times of a trigger; asked for when they are unfolded. */
export function DeliveryList({ trigger, onShowRun }: { trigger: TriggerView; onShowRun: () => void }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="mt-2" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className="w-fit cursor-pointer rounded-control py-1 text-ink-2 hover:text-ink">{words.last}</summary>
      {isOpen && <Deliveries id={trigger.id} onShowRun={onShowRun} />}
    </details>
  );
}

function Deliveries({ id, onShowRun }: { id: string; onShowRun: () => void }) {
  const { trigger } = useTrigger(id);
  return (
    <ul className="mt-1 flex max-h-72 flex-col divide-y divide-line overflow-y-auto">
      {trigger?.deliveries.map((delivery) => (
        <DeliveryRow key={delivery.id} delivery={delivery} onShowRun={onShowRun} />
      ))}
    </ul>
  );
}

function DeliveryRow({ delivery, onShowRun }: { delivery: Told; onShowRun: () => void }) {
  const { at, from, outcome, run, status, error, missed } = delivery;
  const when = exactWhenText(at);
  const show = () => {
    if (run === undefined || status === undefined) return;
    // One that goes on, or was cut off and can, is no ghost of what was.
    void showRun({ id: run, status }, !goesOn(status) && status !== "interrupted");
    openDrawer("run");
    onShowRun();
  };
  return (
    <li className="flex items-start gap-3 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span>{when}</span>
          <StateBadge outcome={outcome} status={status} />
          <span className="text-ink-3 text-xs">{triggers.from[from]}</span>
        </p>
        {[error?.message, missed && triggers.missed(missed), noticeText(delivery)].filter(Boolean).map((line) => (
          <p key={line} className="mt-0.5 text-ink-2 text-xs [overflow-wrap:anywhere]">
            {line}
          </p>
        ))}
      </div>
      {run !== undefined && status !== undefined && (
        <IconButton size="sm" icon={Eye} label={words.showRun(when)} onClick={show} />
      )}
    </li>
  );
}

/** How its run stands where there is one, else what became of it. */
function StateBadge({ outcome, status }: Pick<Told, "outcome" | "status">) {
  return status === undefined ? (
    <Badge tone={tones[outcome]}>{triggers.outcomes[outcome]}</Badge>
  ) : (
    <Badge tone={runTones[status]}>{stateText({ status })}</Badge>
  );
}

function noticeText({ notice }: Told): string | undefined {
  if (notice === undefined) return undefined;
  const { notices } = triggers;
  const { state, error = "" } = notice;
  if (state === "failed") return notices.failed(error);
  return state === "waiting" && error !== "" ? notices.again(error) : notices[state];
}
