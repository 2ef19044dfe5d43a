import { Spline, Unlink } from "lucide-react";
import { useMemo } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { focusNode, isNodeAwaited } from "@/components/board/focusNode";
import { portText } from "@/components/board/portText";
import { useNewNodeData } from "@/components/board/useNewNodeData";
import { nodeTypes, nodeViews, titleOf } from "@/components/kinds/nodeViews";
import { canvas } from "@/components/messages/canvas";
import { outline } from "@/components/messages/outline";
import { SearchDialog } from "@/components/search/SearchDialog";
import type { SearchGroup, SearchItem } from "@/components/search/searchGroups";
import type { Box } from "@/store/boxes";
import { edgesFrom, edgesInto, nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import { addFollowing } from "./addFollowing";
import { endText, type PossibleWire, possibleWires, possibleWiresInto } from "./possibleWires";
import { useReveal } from "./useReveal";
import { endChoices, type NewData } from "./wireChoices";

const words = outline.wires;

/** Brings what was added into sight. */
type Show = (box: Box | undefined) => void;

const close = () => useCanvasUi.setState({ wiring: null });

/** All wires that a node could have, and those it has, by the names of nodes and ports: wiring without a pointer. */
export function WiresDialog() {
  const wiring = useCanvasUi((state) => state.wiring);
  const workflow = useWorkflow((state) => state.workflow);
  const newData = useNewNodeData();
  const reveal = useReveal();
  const node = wiring && workflow && nodeById(workflow.nodes, wiring.node);
  const isAfter = wiring?.isAfter === true;
  const groups = useMemo(() => {
    if (!node || workflow === null) return [];
    const show: Show = (box) => box && reveal(box);
    const added = newNodeGroups(node, newData, show);
    const all = isAfter
      ? [...added, looseGroup(node, newData, show)]
      : [...wireGroups(workflow, node), ...added.slice(0, 1)];
    return all.filter(({ items }) => items.length > 0);
  }, [workflow, node, newData, isAfter, reveal]);
  if (!node) return null;
  const title = titleOf(node);
  return (
    <SearchDialog
      title={isAfter ? words.afterTitle(title) : words.title(title)}
      placeholder={words.placeholder}
      empty={words.empty}
      groups={groups}
      keepsFocus={() => !isNodeAwaited() && useCanvasUi.getState().writing === null}
      onClose={close}
    />
  );
}

function wireGroups(workflow: Workflow, node: WorkflowNode): SearchGroup[] {
  return [
    { label: words.out, items: possibleWires(workflow, node.id).map((wire) => wireItem(wire, node.id)) },
    { label: words.into, items: possibleWiresInto(workflow, node.id).map((wire) => wireItem(wire, node.id)) },
    { label: words.remove, items: drawnWires(workflow, node) },
  ];
}

function wireItem({ source, target, label }: PossibleWire, node: string): SearchItem {
  const run = () => {
    workflowActions().connect(source, target);
    focusNode(node);
  };
  return { id: `wire ${source.node} ${source.port} ${target.node} ${target.port}`, icon: Spline, name: label, run };
}

function drawnWires(workflow: Workflow, node: WorkflowNode): SearchItem[] {
  return [...edgesFrom(workflow.edges, node.id), ...edgesInto(workflow.edges, node.id)].map(
    ({ id, source, target }) => ({
      id,
      icon: Unlink,
      name: canvas.palette.wire(endText(workflow, source, "outputs"), endText(workflow, target, "inputs")),
      hint: words.remove,
      run: () => {
        workflowActions().disconnect([id]);
        focusNode(node.id);
      },
    }),
  );
}

/** The kinds that take what the node gives, output by output. */
function newNodeGroups(node: WorkflowNode, newData: NewData, show: Show): SearchGroup[] {
  const { outputs } = cachedPortsOf(node);
  return outputs.map((output) => {
    // Another of its own kind is what is wanted least.
    const isOwn = ({ type }: { type: string }) => Number(type === node.type);
    const choices = endChoices(output, true, newData).toSorted((a, b) => isOwn(a) - isOwn(b));
    const items = choices.map(({ type, port, data }) => ({
      id: `new ${output.name} ${type}`,
      icon: nodeViews[type].icon,
      ...nodeViews[type].words,
      run: () =>
        show(addFollowing(node.id, type, data, { source: { node: node.id, port: output.name }, targetPort: port })),
    }));
    return { label: outputs.length > 1 ? `${words.newNode} · ${portText(output)}` : words.newNode, items };
  });
}

/** All kinds, for who wants one beside the node that takes nothing of it. */
function looseGroup(node: WorkflowNode, newData: NewData, show: Show): SearchGroup {
  const items = nodeTypes.map((type) => ({
    id: `loose ${type}`,
    icon: nodeViews[type].icon,
    ...nodeViews[type].words,
    run: () => show(addFollowing(node.id, type, newData(type))),
  }));
  return { label: words.loose, items };
}
