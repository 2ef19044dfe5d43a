import {
  openBin,
  openConnect,
  openDescribe,
  openNightShift,
  openOffer,
  openPicture,
  openSetup,
  openShortcuts,
  openSwitcher,
  openTemplates,
  openTriggers,
  openVersions,
} from "@/store/dialogStore";
import type { RunScope } from "@/store/endpoints";
import { mayGoOn, mayStop } from "@/store/runOwner";
import { giveUpRun, resumeRun, startRun, stopRun } from "@/store/runSession";
import { isActive, isResumable } from "@/store/runStatus";
import { saveNow, showNewestRun } from "@/store/session";
import { runStore } from "@/store/useRun";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { runPagePath } from "@/types/runPagePath";
import { nodeWithRows, openTable } from "./board/tableUi";
import type { CommandAction, CommandActions } from "./commands/registry";
import { messages } from "./messages/en";
import { closeDrawer, type DrawerTab, openDrawer, useDrawer } from "./runs/drawerUi";
import { failuresOf } from "./runs/failures";
import { openStart, useStart } from "./start/startUi";
import { toast } from "./ui/toast";

const words = messages.shell;

const hasWorkflow = () => workflowStore.getState().workflow !== null;
const isSaved = () => (workflowStore.getState().workflow?.revision ?? 0) > 0;
const isRunning = () => isActive(runStore.getState().run.status);
const canRun = () => !isRunning() && (workflowStore.getState().workflow?.nodes.length ?? 0) > 0;
const selectedNodes = () => [...workflowStore.getState().selection.nodes];

function runPart(mode?: "to" | "from", isFresh = false): CommandAction {
  const scope = (): RunScope => {
    const select = { nodes: selectedNodes(), ...(mode && { mode }) };
    const fresh = { nodes: selectedNodes(), ...(mode === "from" && { mode }) };
    return isFresh ? { select, fresh } : { select };
  };
  return { run: () => void startRun(scope()), isPossible: () => canRun() && selectedNodes().length > 0 };
}

/** A run that waits or was cut off goes on; of one that ended, what failed is tried again. */
const isOwn = () => mayGoOn(runStore.getState().run);
const canStop = () => mayStop(runStore.getState().run);
const canResume = () => isResumable(runStore.getState().run.status);
const rests = () => /parked|waiting/.test(runStore.getState().run.status) && !runStore.getState().isGhost;

function hasFailures(): boolean {
  const { run } = runStore.getState();
  return (
    !canResume() && failuresOf(run, workflowStore.getState().workflow?.nodes.map(({ id }) => id) ?? []) !== undefined
  );
}

const showTab = (tab: DrawerTab): CommandAction => ({ run: () => openDrawer(tab) });

/** What can be done with or without a canvas. */
export const pageCommands: CommandActions = {
  run: { run: () => void startRun(), isPossible: canRun },
  runSelected: runPart(),
  runTo: runPart("to"),
  runFrom: runPart("from"),
  runFresh: runPart(undefined, true),
  runFromFresh: runPart("from", true),
  resumeRun: { run: () => void resumeRun(), isPossible: () => canResume() && isOwn() },
  retryFailed: { run: () => void resumeRun({ only: "failed" }), isPossible: () => hasFailures() && isOwn() },
  giveUpRun: { run: () => void giveUpRun(), isPossible: () => rests() && canStop() },
  runAllFresh: { run: () => void startRun({ useCache: false }), isPossible: canRun },
  stop: { run: () => void stopRun(), isPossible: () => isRunning() && canStop() },
  undo: { run: () => workflowActions().undo(), isPossible: () => workflowStore.getState().history.past.length > 0 },
  redo: { run: () => workflowActions().redo(), isPossible: () => workflowStore.getState().history.future.length > 0 },
  save: { run: () => void save(), isPossible: hasWorkflow },
  runsDrawer: { run: () => (useDrawer.getState().isOpen ? closeDrawer() : openDrawer("run")) },
  runHistory: showTab("history"),
  runProblems: showTab("problems"),
  inbox: showTab("inbox"),
  activity: showTab("activity"),
  newestRun: { run: () => void showNewestRun(), isPossible: () => runStore.getState().isGhost },
  table: { run: () => openTable(nodeWithRows() ?? ""), isPossible: () => nodeWithRows() !== undefined },
  triggers: { run: openTriggers, isPossible: hasWorkflow },
  versions: { run: openVersions, isPossible: isSaved },
  offer: { run: openOffer, isPossible: hasWorkflow },
  openAsPage: { run: () => void openAsPage(), isPossible: isSaved },
  bin: { run: openBin },
  pictureOfCanvas: { run: openPicture, isPossible: () => (workflowStore.getState().workflow?.nodes.length ?? 0) > 0 },
  openWorkflow: { run: openSwitcher },
  nightShift: { run: () => openNightShift() },
  addToNightShift: {
    run: () => openNightShift(true),
    isPossible: () => (workflowStore.getState().workflow?.nodes.length ?? 0) > 0,
  },
  start: { run: openStart, isPossible: () => !useStart.getState().isOpen },
  templates: { run: openTemplates },
  describe: { run: () => openDescribe(), isPossible: hasWorkflow },
  describeChange: {
    run: () => openDescribe({ text: "", selection: selectedNodes() }),
    isPossible: () => selectedNodes().length > 0,
  },
  connect: { run: () => openConnect() },
  setupProject: { run: () => openSetup("project") },
  setupProviders: { run: () => openSetup("providers") },
  setupTools: { run: () => openSetup("tools") },
  setupDefaults: { run: () => openSetup("defaults") },
  setupStorage: { run: () => openSetup("storage") },
  setupAccess: { run: () => openSetup("access") },
  shortcuts: { run: openShortcuts },
};

/** Everything is saved by itself; this says so to who would rather ask. */
async function save(): Promise<void> {
  await saveNow();
  const { status } = workflowStore.getState().saveState;
  const tell = status === "saved" ? toast.success : toast;
  tell(words.saved[status], { id: "saved" });
}

/** The page shows what is saved. */
async function openAsPage(): Promise<void> {
  const { workflow } = workflowStore.getState();
  if (workflow === null) return;
  await saveNow();
  window.open(runPagePath(workflow.id), "_blank", "noopener");
}
