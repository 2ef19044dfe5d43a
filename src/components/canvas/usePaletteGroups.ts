import { LayoutTemplate, Spline } from "lucide-react";
import { useMemo } from "react";
import { focusNode } from "@/components/board/focusNode";
import { useGoToNode } from "@/components/board/useGoToNode";
import { commandIds, specOf } from "@/components/commands/commands";
import { iconOf } from "@/components/commands/icons";
import { possibleCommands, runCommand } from "@/components/commands/registry";
import { useWorkflowList } from "@/components/hooks/useWorkflowList";
import { lookOf, nodeTypes, nodeViews, titleOf } from "@/components/kinds/nodeViews";
import { canvas as words } from "@/components/messages/canvas";
import { messages } from "@/components/messages/en";
import { templates as templateWords } from "@/components/messages/templates";
import type { SearchGroup } from "@/components/search/searchGroups";
import { workflowGroup } from "@/components/start/WorkflowSwitcher";
import { templates } from "@/components/templates/templates";
import { useTemplate } from "@/components/templates/useTemplate";
import type { Point } from "@/store/documentEdits";
import { useIsRunning } from "@/store/useRun";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

import { possibleWires } from "./possibleWires";
import type { AddNode } from "./useAddNode";

/** Of the text of a node. */
const HINT_CHARACTERS = 60;

const { titles } = messages.commands;

interface Options {
  onAdd: AddNode;
  /** Where a new node goes. */
  at: Point | undefined;
}

/** All that the palette lists: kinds of nodes, commands, wires of the selected node, nodes to go to. */
export function usePaletteGroups({ onAdd, at }: Options): SearchGroup[] {
  // Run gives way to Stop, and back, while the palette is open.
  useIsRunning();
  const possible = possibleCommands().join();
  const wires = useWireGroup();
  const nodes = useNodeGroup();
  const others = useOtherGroups();
  return useMemo(
    () =>
      [kindGroup(onAdd, at), commandGroup(possible), wires, nodes, ...others].filter(({ items }) => items.length > 0),
    [onAdd, at, possible, wires, nodes, others],
  );
}

function kindGroup(onAdd: AddNode, at: Point | undefined): SearchGroup {
  const items = nodeTypes.map((type) => {
    const { icon, words: kind } = nodeViews[type];
    return { id: `add ${type}`, icon, ...kind, run: () => void onAdd(type, at) };
  });
  return { label: words.palette.add, items };
}

/** `possible` are ids, joined. */
function commandGroup(possible: string): SearchGroup {
  const listed = commandIds.filter((id) => possible.split(",").includes(id) && !specOf(id).keysOnly);
  const items = listed.map((id) => ({
    id,
    icon: iconOf(id),
    name: titles[id],
    keys: specOf(id).keys?.[0],
    run: () => runCommand(id),
  }));
  return { label: words.palette.commands, items };
}

/** The way to draw wires from the keyboard: from the one selected node. */
function useWireGroup(): SearchGroup {
  const workflow = useWorkflow((state) => state.workflow);
  const selected = useWorkflow(({ selection }) => (selection.nodes.length === 1 ? selection.nodes[0] : undefined));
  return useMemo(() => {
    const wires = workflow === null || selected === undefined ? [] : possibleWires(workflow, selected);
    const items = wires.map(({ source, target, label }) => ({
      id: `wire ${source.port} ${target.node} ${target.port}`,
      icon: Spline,
      name: label,
      hint: hintOf(workflow?.nodes.find(({ id }) => id === target.node)),
      run: () => void workflowActions().connect(source, target),
    }));
    return { label: words.palette.wires, items };
  }, [workflow, selected]);
}

/** What tells nodes of one name apart: their kind, and how their text begins. */
function hintOf(node: WorkflowNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  const kind = node.title === undefined ? "" : lookOf(node.type).words.name;
  const text = typeof node.data.text === "string" ? node.data.text.trim().slice(0, HINT_CHARACTERS) : "";
  return [kind, text.replace(/\s+/g, " ")].filter(Boolean).join(" · ");
}

function useNodeGroup(): SearchGroup {
  const nodes = useWorkflow(({ workflow }) => workflow?.nodes);
  const goTo = useGoToNode();
  return useMemo(() => {
    const items = (nodes ?? []).map((node) => ({
      id: `node ${node.id}`,
      icon: lookOf(node.type).icon,
      name: titleOf(node),
      hint: hintOf(node),
      run: () => {
        goTo([node.id]);
        focusNode(node.id);
      },
    }));
    return { label: words.palette.goTo, items };
  }, [nodes, goTo]);
}

/** What lies outside of the open document. */
function useOtherGroups(): SearchGroup[] {
  const { workflows } = useWorkflowList();
  const openTemplate = useTemplate();
  const openId = useWorkflow(({ workflow }) => workflow?.id);
  return useMemo(() => {
    const items = templates.map((template) => {
      const { title, text } = templateWords.list[template.id];
      const run = () => void openTemplate(template);
      return { id: `template ${template.id}`, icon: LayoutTemplate, name: title, hint: text, run };
    });
    const elsewhere = workflows?.filter(({ id }) => id !== openId) ?? [];
    return [workflowGroup(elsewhere), { label: templateWords.title, items }];
  }, [workflows, openTemplate, openId]);
}
