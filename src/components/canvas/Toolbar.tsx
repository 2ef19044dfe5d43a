import { Plus } from "lucide-react";
import { openPalette } from "@/components/board/canvasUi";
import { useKeysOf } from "@/components/commands/useKeysOf";
import { lookOf, nodeTypes, viewOf } from "@/components/kinds/nodeViews";
import { canvas as words } from "@/components/messages/canvas";
import { Kbd } from "@/components/ui/Kbd";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import { beginKindDrag, endKindDrag } from "./drag/kindDrag";

const itemClass =
  "flex h-9 shrink-0 items-center whitespace-nowrap gap-2 rounded-control px-2.5 font-medium text-ink-2 text-sm transition-colors hover:bg-hover hover:text-ink";

const toolbarTypes = nodeTypes.filter((type) => viewOf(type)?.inToolbar);

/** The row of kinds at the bottom: a press adds a node, a drag puts it where it is dropped. */
export function Toolbar({ onAdd }: { onAdd: (type: NodeType) => void }) {
  const keys = useKeysOf("palette");
  return (
    <div
      role="toolbar"
      aria-label={words.toolbar}
      className="pointer-events-auto flex items-center gap-0.5 rounded-card border border-line bg-panel p-1.5 shadow-float"
    >
      {toolbarTypes.map((type) => {
        const { icon: Icon, words: kind } = lookOf(type);
        return (
          <button
            key={type}
            type="button"
            title={kind.hint}
            aria-label={kind.name}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.setData(NODE_TYPE_MIME, type);
              beginKindDrag(type);
            }}
            onDragEnd={endKindDrag}
            onClick={() => onAdd(type)}
            className={itemClass}
          >
            <Icon size={16} strokeWidth={1.75} aria-hidden />
            <span className="toolbar-word">{kind.name}</span>
          </button>
        );
      })}
      <span aria-hidden className="mx-1.5 h-5 w-px bg-line" />
      <button type="button" onClick={() => openPalette()} className={itemClass}>
        <Plus size={16} strokeWidth={1.75} aria-hidden />
        {words.more}
        <span className="toolbar-word">
          <Kbd>{keys}</Kbd>
        </span>
      </button>
    </div>
  );
}

/** Marks a kind of node that is dragged from the toolbar. */
export const NODE_TYPE_MIME = "application/x-patchbay-node";
