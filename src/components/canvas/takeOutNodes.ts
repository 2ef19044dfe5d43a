import { arrange as words } from "@/components/messages/arrange";
import { toast } from "@/components/ui/toast";
import { removeParts } from "@/store/documentEdits";
import { cachedPortsOf } from "@/store/nodePorts";
import { workflowActions } from "@/store/useWorkflow";
import { takeOut } from "@/store/wireInsert";
import { focusBeside } from "./focusBeside";

/** Deletes nodes while their neighbours stay wired; tells of wires for which that was not possible. */
export function removeKeepingWires(nodes: readonly string[]): void {
  let lost = 0;
  focusBeside(nodes, () =>
    workflowActions().edit(
      (doc) => {
        const taken = takeOut(doc, nodes, cachedPortsOf);
        lost = taken.lost;
        return removeParts(taken.workflow, nodes);
      },
      { selection: { nodes: [], edges: [] } },
    ),
  );
  tellLost(lost);
}

/** Takes a node out of its wires and leaves it where it is. False if it has none. */
export function shakeOut(node: string): boolean {
  let isOut = false;
  let lost = 0;
  workflowActions().edit((doc) => {
    const taken = takeOut(doc, [node], cachedPortsOf);
    isOut = taken.workflow !== doc;
    lost = taken.lost;
    return taken.workflow;
  });
  tellLost(lost);
  return isOut;
}

function tellLost(count: number): void {
  if (count > 0) toast(words.lostWires(count));
}
