import { PauseCircle } from "lucide-react";
import { runs as words } from "@/components/messages/runs";
import { openDrawer } from "@/components/runs/drawerUi";
import { useParkText, useRunPark, useUnallowedAccount } from "@/components/runs/parked";
import { tip } from "@/components/ui/tip";
import { useRun } from "@/store/useRun";

/** Beside Run: that the shown run waits for a person or a limit, or was cut off. Leads to the drawer, where it can go on. */
export function RunState() {
  const park = useRunPark();
  const parkText = useParkText(park);
  const isCutOff = useRun(({ run, isGhost }) => run.status === "interrupted" && !isGhost);
  const isWaiting = useRun(({ run }) => run.status === "waiting");
  const unallowed = useUnallowedAccount();
  if (park === undefined && !isCutOff && !isWaiting) return null;
  const whyCutOff = unallowed === undefined ? words.cutOffWhy : words.cutOffConsent(unallowed.name);
  const [text, why] = isWaiting
    ? [words.waits, words.waitsWhy]
    : park === undefined
      ? [words.cutOff, whyCutOff]
      : [parkText, parkText];
  return (
    <button
      type="button"
      onClick={() => openDrawer(isWaiting ? "inbox" : "run")}
      {...tip(why)}
      className="flex h-8 min-w-0 items-center gap-2 rounded-control bg-waiting-soft px-2.5 text-waiting hover:bg-hover"
    >
      <PauseCircle size={15} strokeWidth={1.75} aria-hidden className="shrink-0" />
      <span className="max-w-72 truncate max-xl:max-w-36 max-md:sr-only">{text}</span>
    </button>
  );
}
