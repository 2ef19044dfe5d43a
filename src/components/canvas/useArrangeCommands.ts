import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useMemo } from "react";
import type { CanvasView } from "@/components/board/canvasView";
import type { CommandAction, CommandActions } from "@/components/commands/registry";
import { useCommands } from "@/components/commands/useCommands";
import { type Alignment, align, distribute, type NamedBox, type Places } from "@/store/arrange";
import { moveNodes } from "@/store/documentEdits";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { CanvasEdge, CanvasNode } from "./canvasElements";
import { toggleSnap } from "./drag/snapSwitch";
import { glide } from "./glide";
import { boxesOf } from "./nodeBoxes";

/** Lining up, spreading and tidying nodes. */
export function useArrangeCommands({ fitAll }: CanvasView): void {
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  const store = useStoreApi();
  useCommands(
    useMemo<CommandActions>(() => {
      const boxes = (ids?: readonly string[]): NamedBox[] => {
        const { workflow } = workflowStore.getState();
        const all = workflow === null ? [] : boxesOf(workflow, store.getState());
        return ids === undefined ? all : all.filter(({ id }) => ids.includes(id));
      };
      const arranging = (least: number, places: (boxes: NamedBox[]) => Places): CommandAction => ({
        run: () => workflowActions().edit((doc) => moveNodes(doc, places(boxes(selectedNodes())))),
        isPossible: () => selectedNodes().length >= least,
      });
      const aligning = (how: Alignment) => arranging(2, (all) => align(all, how));
      const tidy = async () => {
        const selected = selectedNodes();
        const isAll = selected.length < 2;
        const { tidyUp } = await import("./tidy/tidyUp");
        const isDone = await tidyUp(boxes(isAll ? undefined : selected), (places) => glide(flow, places));
        if (isDone && isAll) fitAll();
      };
      return {
        alignLeft: aligning("left"),
        alignCentre: aligning("centre"),
        alignRight: aligning("right"),
        alignTop: aligning("top"),
        alignMiddle: aligning("middle"),
        alignBottom: aligning("bottom"),
        distributeAcross: arranging(3, (all) => distribute(all, "x")),
        distributeDown: arranging(3, (all) => distribute(all, "y")),
        snap: { run: toggleSnap },
        tidy: { run: () => void tidy(), isPossible: () => countNodes() > 1 },
      };
    }, [flow, store, fitAll]),
  );
}

const selectedNodes = () => workflowStore.getState().selection.nodes;
const countNodes = () => workflowStore.getState().workflow?.nodes.length ?? 0;
