import { arrange as words } from "@/components/messages/arrange";
import { toast } from "@/components/ui/toast";
import type { NamedBox, Places } from "@/store/arrange";
import { moveNodes } from "@/store/documentEdits";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { setWirePoints } from "@/store/wirePoints";
import type { Workflow } from "@/types/workflow";
import { layOut } from "./layOut";
import type { Tidied } from "./tidyGraph";
import { toTidyInput } from "./tidyInput";

/** Time after which somebody waits, and is told what for and how to stop it. */
const PATIENCE_MS = 600;

let working: AbortController | undefined;

/**
 * Tidies these nodes as one step of undo. `glide` shows them on their way to their new places before they are there.
 * Answers whether anything was tidied: not where it failed, was stopped, or another document is open by now.
 */
export async function tidyUp(boxes: readonly NamedBox[], glide: (places: Places) => Promise<void>): Promise<boolean> {
  const { workflow } = workflowStore.getState();
  working?.abort();
  const stop = new AbortController();
  working = stop;
  if (workflow === null) return false;
  const notice = setTimeout(() => tellWaiting(stop), PATIENCE_MS);
  try {
    const tidied = await layOut(toTidyInput(workflow, boxes), stop.signal);
    const isOpen = () => workflowStore.getState().workflow?.id === workflow.id;
    if (!isOpen()) return false;
    await glide(tidied.places);
    if (!isOpen()) return false;
    workflowActions().edit((now) => withPlaces(now, tidied));
    return true;
  } catch (error) {
    if (!stop.signal.aborted)
      toast.error(words.tidyFailed, { description: error instanceof Error ? error.message : undefined });
    return false;
  } finally {
    clearTimeout(notice);
    toast.dismiss(TOAST);
  }
}

const TOAST = "tidy";

function tellWaiting(stop: AbortController): void {
  const action = { label: words.stopTidying, onClick: () => stop.abort() };
  toast(words.tidying, { id: TOAST, duration: Number.POSITIVE_INFINITY, action });
}

/** Wires between nodes that were tidied go their new way; the points of the old one are gone. */
function withPlaces(workflow: Workflow, { places, points }: Tidied): Workflow {
  const isTidied = (id: string) => Object.hasOwn(places, id);
  const moved = moveNodes(workflow, places);
  return moved.edges
    .filter(({ source, target }) => isTidied(source.node) && isTidied(target.node))
    .reduce((now, { id }) => setWirePoints(now, id, points[id] ?? []), moved);
}
