import { Inbox, Play, RotateCw, Square } from "lucide-react";
import { drawer } from "@/components/messages/drawer";
import { parked } from "@/components/messages/parked";
import { Button } from "@/components/ui/Button";
import { mayGoOn, mayStop } from "@/store/runOwner";
import { giveUpRun, resumeRun } from "@/store/runSession";
import { isActive, isResumable } from "@/store/runStatus";
import { useIsRunning, useRun } from "@/store/useRun";
import { openDrawer } from "./drawerUi";
import { AllowButton, ParkedActions } from "./ParkedActions";
import { useRunPark } from "./parked";
import { groupProblems } from "./problems";
import { StartedByOther } from "./StartedByOther";

const words = drawer;

/** Goes on with a run that waits or was cut off, or tries again what failed in it. */
export function RunActions() {
  const isRunning = useIsRunning();
  const park = useRunPark();
  const canResume = useRun(({ run }) => isResumable(run.status));
  const isCutOff = useRun(({ run }) => run.status === "interrupted");
  const hasFailed = useRun(({ run }) => !isActive(run.status) && groupProblems(run).length > 0);
  const isWaiting = useRun(({ run }) => run.status === "waiting");
  const canGoOn = useRun(({ run }) => mayGoOn(run));
  const canStop = useRun(({ run }) => mayStop(run));
  if (isRunning || (!canResume && !hasFailed && !isWaiting)) return null;
  if (isWaiting) {
    return (
      <>
        <Button size="sm" icon={Inbox} onClick={() => openDrawer("inbox")}>
          {drawer.answer}
        </Button>
        {canStop && <GiveUp />}
      </>
    );
  }
  if (park !== undefined) {
    return (
      <>
        <ParkedActions park={park} />
        {canStop && <GiveUp />}
      </>
    );
  }
  if (!canGoOn) return <StartedByOther />;
  return canResume ? (
    <>
      {isCutOff && <AllowButton />}
      <Button size="sm" icon={Play} onClick={() => void resumeRun()}>
        {words.resume}
      </Button>
    </>
  ) : (
    <Button size="sm" icon={RotateCw} onClick={() => void resumeRun({ only: "failed" })}>
      {words.retryFailed}
    </Button>
  );
}

function GiveUp() {
  return (
    <Button size="sm" icon={Square} onClick={() => void giveUpRun()}>
      {parked.giveUp}
    </Button>
  );
}
