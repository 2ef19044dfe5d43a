"use client";
import { CopyPlus, Ellipsis, Maximize2, Play, Trash2 } from "lucide-react";
import { memo } from "react";
import { CommandItem } from "@/components/commands/CommandItem";
import { isPossible } from "@/components/commands/registry";
import { lookOf, titleOf, viewOf } from "@/components/kinds/nodeViews";
import { inspector as words } from "@/components/messages/inspector";
import { EditorsOnly } from "@/components/nodes/EditorsOnly";
import { SwitchItems } from "@/components/nodes/SwitchItems";
import { RunItems } from "@/components/runs/RunItems";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuSeparator } from "@/components/ui/Menu";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { nodeById } from "@/store/graphIndex";
import { startRun } from "@/store/runSession";
import { useIsRunning } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { CommentField } from "./CommentField";
import { LastResult } from "./LastResult";
import { NameField } from "./NameField";
import { OffNotice } from "./OffNotice";
import { ResizeEdge } from "./ResizeEdge";
import { useInspectorWidth } from "./useInspectorWidth";
import { leavePanel, useSettingsCommand } from "./useSettingsCommand";

/** The settings of the one selected node; nothing while none or several are selected. */
export function Inspector() {
  const node = useWorkflow(({ workflow, selection }) => {
    const [only] = selection.nodes;
    return selection.nodes.length === 1 && only !== undefined && workflow !== null
      ? nodeById(workflow.nodes, only)
      : undefined;
  });
  const { width, resize } = useInspectorWidth();
  const panel = useSettingsCommand();
  if (node === undefined) return null;
  const view = viewOf(node.type);
  return (
    <aside
      ref={panel}
      onKeyDown={(event) => leavePanel(event, node.id)}
      aria-label={words.label}
      style={{ width }}
      // In a narrow window the canvas keeps a part of it.
      className="relative max-w-[58vw] flex h-full shrink-0 flex-col border-line border-l bg-panel text-ink"
    >
      <ResizeEdge width={width} onResize={resize} />
      <InspectorHeader key={`${node.id}-header`} node={node} />
      <div key={node.id} data-settings className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 pb-6">
        {node.off !== undefined && <OffNotice id={node.id} off={node.off} />}
        {view?.result && <LastResult node={node} />}
        <EditorsOnly>
          {view && <view.Fields node={node} />}
          <CommentField node={node} />
        </EditorsOnly>
      </div>
    </aside>
  );
}

/** It renders with the node's name, not with every key in a text of it. */
const InspectorHeader = memo(function InspectorHeader({ node }: { node: WorkflowNode }) {
  const { icon: Icon } = lookOf(node.type);
  const isRunning = useIsRunning();
  const runs = kindOf(node.type)?.execute !== undefined;
  return (
    <header className="flex h-[60px] shrink-0 items-center gap-2.5 px-4">
      <span className="flex size-6 shrink-0 items-center justify-center rounded-[7px] bg-accent-soft text-accent-ink">
        <Icon size={15} strokeWidth={1.75} aria-hidden />
      </span>
      <NameField node={node} />
      {runs && (
        <IconButton
          label={words.run}
          icon={Play}
          disabled={isRunning}
          onClick={() => void startRun({ select: { nodes: [node.id] } })}
        />
      )}
      <Menu align="end" trigger={<IconButton label={words.actions} icon={Ellipsis} />}>
        {runs && <RunItems nodes={[node.id]} />}
        {runs && <MenuSeparator />}
        {isPossible("editLarge") && <CommandItem id="editLarge" icon={Maximize2} />}
        <SwitchItems />
        <MenuSeparator />
        <CommandItem id="duplicate" icon={CopyPlus} />
        <MenuSeparator />
        <CommandItem id="remove" icon={Trash2} danger />
      </Menu>
    </header>
  );
}, isSameHeading);

function isSameHeading(before: { node: WorkflowNode }, after: { node: WorkflowNode }): boolean {
  return before.node.id === after.node.id && titleOf(before.node) === titleOf(after.node);
}
