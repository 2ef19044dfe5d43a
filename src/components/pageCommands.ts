import {
  openBin,
  openConnect,
  openDescribe,
  openPicture,
  openSetup,
  openShortcuts,
  openSwitcher,
  openTemplates,
  openVersions,
} from "@/store/dialogStore";
import type { RunScope } from "@/store/endpoints";
import { isActive } from "@/store/runReducer";
import { startRun, stopRun } from "@/store/runSession";
import { saveNow } from "@/store/session";
import { runStore } from "@/store/useRun";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { CommandAction, CommandActions } from "./commands/registry";
import { messages } from "./messages/en";
import { closeDrawer, openDrawer, useDrawer } from "./runs/drawerUi";
import { openStart, useStart } from "./start/startUi";
import { toast } from "./ui/toast";

const words = messages.shell;

const hasWorkflow = () => workflowStore.getState().workflow !== null;
const isRunning = () => isActive(runStore.getState().run.status);
const canRun = () => !isRunning() && (workflowStore.getState().workflow?.nodes.length ?? 0) > 0;
const selectedNodes = () => [...workflowStore.getState().selection.nodes];

function runPart(mode?: "to" | "from"): CommandAction {
  const scope = (): RunScope => ({ select: { nodes: selectedNodes(), ...(mode && { mode }) } });
  return { run: () => void startRun(scope()), isPossible: () => canRun() && selectedNodes().length > 0 };
}

/** What can be done with or without a canvas. */
export const pageCommands: CommandActions = {
  run: { run: () => void startRun(), isPossible: canRun },
  runSelected: runPart(),
  runTo: runPart("to"),
  runFrom: runPart("from"),
  runAllFresh: { run: () => void startRun({ useCache: false }), isPossible: canRun },
  stop: { run: () => void stopRun(), isPossible: isRunning },
  undo: { run: () => workflowActions().undo(), isPossible: () => workflowStore.getState().history.past.length > 0 },
  redo: { run: () => workflowActions().redo(), isPossible: () => workflowStore.getState().history.future.length > 0 },
  save: { run: () => void save(), isPossible: hasWorkflow },
  runsDrawer: { run: () => (useDrawer.getState().isOpen ? closeDrawer() : openDrawer("run")) },
  versions: { run: openVersions, isPossible: () => (workflowStore.getState().workflow?.revision ?? 0) > 0 },
  bin: { run: openBin },
  pictureOfCanvas: { run: openPicture, isPossible: () => (workflowStore.getState().workflow?.nodes.length ?? 0) > 0 },
  openWorkflow: { run: openSwitcher },
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
  setupDefaults: { run: () => openSetup("defaults") },
  setupStorage: { run: () => openSetup("storage") },
  shortcuts: { run: openShortcuts },
};

/** Everything is saved by itself; this says so to who would rather ask. */
async function save(): Promise<void> {
  await saveNow();
  const { status } = workflowStore.getState().saveState;
  const tell = status === "saved" ? toast.success : toast;
  tell(words.saved[status], { id: "saved" });
}
