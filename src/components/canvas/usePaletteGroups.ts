import { KeyRound, Maximize, Play, Plug, Redo2, Spline, Square, Undo2 } from "lucide-react";
import { useMemo } from "react";
import { useGoToNode } from "@/components/board/useGoToNode";
import { lookOf, nodeTypes, nodeViews, titleOf } from "@/components/kinds/nodeViews";
import { canvas as words } from "@/components/messages/canvas";
import { openConnect, openSetup } from "@/store/dialogStore";
import type { Point } from "@/store/documentEdits";
import { startRun, stopRun } from "@/store/runSession";
import { useIsRunning } from "@/store/useRun";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { PaletteGroup } from "./paletteSearch";
import { possibleWires } from "./possibleWires";
import type { AddNode } from "./useAddNode";

interface Options {
  onAdd: AddNode;
  onFit: () => void;
  /** Where a new node goes. */
  at: Point | undefined;
}

/** All that the palette lists: kinds of nodes, commands, wires of the selected node, nodes to go to. */
export function usePaletteGroups({ onAdd, onFit, at }: Options): PaletteGroup[] {
  const isRunning = useIsRunning();
  const wires = useWireGroup();
  const nodes = useNodeGroup();
  return useMemo(
    () => [kindGroup(onAdd, at), commandGroup(isRunning, onFit), wires, nodes].filter(({ items }) => items.length > 0),
    [onAdd, at, isRunning, onFit, wires, nodes],
  );
}

function kindGroup(onAdd: AddNode, at: Point | undefined): PaletteGroup {
  const items = nodeTypes.map((type) => {
    const { icon, words: kind } = nodeViews[type];
    return { id: `add ${type}`, icon, ...kind, run: () => void onAdd(type, at) };
  });
  return { label: words.palette.add, items };
}

function commandGroup(isRunning: boolean, onFit: () => void): PaletteGroup {
  const { commands } = words;
  const run = isRunning
    ? { id: "stop", icon: Square, name: commands.stop, run: () => void stopRun() }
    : { id: "run", icon: Play, name: commands.run, run: () => void startRun() };
  const others = [
    { id: "undo", icon: Undo2, name: commands.undo, run: () => workflowActions().undo() },
    { id: "redo", icon: Redo2, name: commands.redo, run: () => workflowActions().redo() },
    { id: "fit", icon: Maximize, name: commands.fit, run: onFit },
    { id: "connect", icon: Plug, name: commands.connectAccount, run: () => openConnect() },
    { id: "providers", icon: KeyRound, name: commands.providers, run: () => openSetup("providers") },
  ];
  return { label: words.palette.commands, items: [run, ...others] };
}

/** The way to draw wires from the keyboard: from the one selected node. */
function useWireGroup(): PaletteGroup {
  const workflow = useWorkflow((state) => state.workflow);
  const selected = useWorkflow(({ selection }) => (selection.nodes.length === 1 ? selection.nodes[0] : undefined));
  return useMemo(() => {
    const wires = workflow === null || selected === undefined ? [] : possibleWires(workflow, selected);
    const items = wires.map(({ source, target, label }) => ({
      id: `wire ${source.port} ${target.node} ${target.port}`,
      icon: Spline,
      name: label,
      hint: words.palette.inDocument(target.node),
      run: () => void workflowActions().connect(source, target),
    }));
    return { label: words.palette.wires, items };
  }, [workflow, selected]);
}

function useNodeGroup(): PaletteGroup {
  const nodes = useWorkflow(({ workflow }) => workflow?.nodes);
  const goTo = useGoToNode();
  return useMemo(() => {
    const items = (nodes ?? []).map((node) => ({
      id: `node ${node.id}`,
      icon: lookOf(node.type).icon,
      name: titleOf(node),
      hint: words.palette.inDocument(node.id),
      run: () => void goTo([node.id]),
    }));
    return { label: words.palette.goTo, items };
  }, [nodes, goTo]);
}
