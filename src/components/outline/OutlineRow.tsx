import { Ellipsis } from "lucide-react";
import { memo, type ReactNode } from "react";
import { isOpenIn, useCanvasUi } from "@/components/board/canvasUi";
import { lookOf, titleOf } from "@/components/kinds/nodeViews";
import { listText } from "@/components/language/locale";
import { outline as words } from "@/components/messages/outline";
import { NodeError } from "@/components/nodes/NodeError";
import { NodeRefusal } from "@/components/nodes/NodeRefusal";
import { NodeStatusLabel } from "@/components/nodes/NodeStatusLabel";
import { OffLabel } from "@/components/nodes/OffLabel";
import { TitleField } from "@/components/nodes/TitleField";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/IconButton";
import { edgesInto, idSet, nodeById } from "@/store/graphIndex";
import { useNodeRun } from "@/store/useRun";
import { useNode, useWorkflow, workflowActions, workflowStore } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { NodePreview } from "./NodePreview";
import { type OpenMenu, openAt, openBeside } from "./outlineMenu";
import { RowBody } from "./RowBody";

interface Props {
  id: string;
  /** Inside of a group. */
  isInside: boolean;
  /** The line that Tab leads to. */
  isCurrent: boolean;
  isPhone: boolean;
  onMenu: OpenMenu;
}

/** One node: what it is and what feeds it, how it fares, what came out; open, all that can be changed of it. */
export const OutlineRow = memo(function OutlineRow({ id, ...rest }: Props) {
  const node = useNode(id);
  return node && <NodeRow node={node} {...rest} />;
});

function NodeRow({ node, isInside, isCurrent, isPhone, onMenu }: Omit<Props, "id"> & { node: WorkflowNode }) {
  const { icon: Icon } = lookOf(node.type);
  const title = titleOf(node);
  const isSelected = useWorkflow(({ selection }) => idSet(selection.nodes).has(node.id));
  const isOpen = useWorkflow(({ selection }) => selection.nodes.length === 1 && selection.nodes[0] === node.id);
  const isRenaming = useCanvasUi(isOpenIn("outline", "renaming", node.id));
  const run = useNodeRun(node.id);
  return (
    <article
      data-outline-row={node.id}
      aria-label={title}
      onContextMenu={(event) => openAt(event, node.id, onMenu)}
      className={cx("rounded-card border bg-card", isInside && "ml-5", isSelected ? "border-accent" : "border-line")}
    >
      <div className="flex items-center gap-2 py-1 pr-1 pl-3 max-sm:min-h-12">
        <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
        {isRenaming ? (
          <TitleField
            title={title}
            label={words.rename(title)}
            className="h-8 min-w-0 flex-1 rounded-sm border border-line-strong bg-field px-1 font-semibold max-sm:h-11"
            onSave={(text) => workflowActions().renameNode(node.id, text)}
          />
        ) : (
          <RowHeading isInside={isInside} isPhone={isPhone}>
            <button
              type="button"
              data-row-button
              tabIndex={isCurrent ? 0 : -1}
              aria-expanded={isOpen}
              onClick={(event) => choose(node.id, isOpen, event.shiftKey || event.ctrlKey || event.metaKey)}
              className="block h-8 w-full truncate rounded-sm text-left font-semibold max-sm:h-11"
            >
              {title}
            </button>
          </RowHeading>
        )}
        {node.off === undefined ? <NodeStatusLabel nodeId={node.id} /> : <OffLabel off={node.off} />}
        <IconButton
          label={words.actions(title)}
          icon={Ellipsis}
          aria-haspopup="menu"
          onClick={(event) => openBeside(event, node.id, onMenu)}
          className="max-sm:size-11"
        />
      </div>
      <Sources node={node.id} />
      {isOpen ? <RowBody node={node} run={run} isPhone={isPhone} /> : <NodePreview node={node} run={run} />}
      <div className="px-3 pb-3 empty:hidden">
        <NodeError nodeId={node.id} run={run} />
      </div>
      <NodeRefusal nodeId={node.id} />
    </article>
  );
}

/** A phone has no heading above the list; beside the canvas there is one. */
export function RowHeading(props: { isInside: boolean; isPhone: boolean; children: ReactNode }) {
  const { isInside, isPhone, children } = props;
  const Heading = (["h2", "h3", "h4"] as const)[Number(isInside) + Number(!isPhone)] ?? "h4";
  return <Heading className="min-w-0 flex-1">{children}</Heading>;
}

/** What feeds a node, in words. */
function Sources({ node }: { node: string }) {
  // As text, so that an edit elsewhere renders nothing here.
  const names = useWorkflow(({ workflow }) => {
    if (workflow === null) return "";
    const ids = new Set(edgesInto(workflow.edges, node).map(({ source }) => source.node));
    const sources = [...ids].flatMap((id) => nodeById(workflow.nodes, id) ?? []);
    return sources.map(titleOf).join("\n");
  });
  if (names === "") return null;
  return (
    <p className="wrap-anywhere -mt-1 px-3 pb-2 pl-9 text-ink-3 text-xs">{words.from(listText(names.split("\n")))}</p>
  );
}

/** A press opens a closed line and closes an open one; with Shift, Ctrl or ⌘ it adds to the selection. */
function choose(id: string, isOpen: boolean, isAdding: boolean): void {
  const { selection, select } = workflowStore.getState();
  const others = selection.nodes.filter((each) => each !== id);
  const added = others.length < selection.nodes.length ? others : [...others, id];
  select({ nodes: isAdding ? added : isOpen ? [] : [id], edges: [] });
}
