import { Plus, X } from "lucide-react";
import { useEffect, useState } from "react";
import { openPalette } from "@/components/board/canvasUi";
import { focusNode, mainArea } from "@/components/board/focusNode";
import { closeOutline, useOutlineUi } from "@/components/board/outlineUi";
import { useKeysOf } from "@/components/commands/useKeysOf";
import { outline as words } from "@/components/messages/outline";
import { formatCount } from "@/components/nodes/format";
import { IconButton } from "@/components/ui/IconButton";
import { useMay } from "@/store/person";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";
import { OutlineList } from "./OutlineList";
import { keptOutlineRows } from "./outlineRows";

/** The outline at the left of the canvas. */
export function OutlinePane() {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const count = useWorkflow(({ workflow }) => workflow?.nodes.length ?? 0);
  const mayEdit = useMay("editor");
  const paletteKeys = useKeysOf("palette");
  const asked = useOutlineUi((state) => state.asked);
  useEffect(() => {
    if (asked > 0) focusCurrent();
  }, [asked]);
  return (
    <section
      aria-label={words.title}
      className="flex h-full w-[340px] max-w-[40%] shrink-0 flex-col border-line border-r bg-panel text-ink"
    >
      <header className="flex h-11 shrink-0 items-center gap-2 pr-2 pl-4">
        <h2 className="font-semibold text-base">{words.title}</h2>
        <span className="mr-auto text-ink-3 text-xs">{words.count(count, formatCount(count))}</span>
        {mayEdit && <IconButton label={words.add} icon={Plus} shortcut={paletteKeys} onClick={() => openPalette()} />}
        <IconButton label={words.close} icon={X} shortcut={useKeysOf("outline")} onClick={close} />
      </header>
      <div ref={setScroller} className="relative min-h-0 flex-1 overflow-y-auto px-3 pt-1 pb-6">
        <OutlineList scroller={scroller} isPhone={false} />
      </div>
    </section>
  );
}

function close(): void {
  closeOutline();
  const [only] = workflowStore.getState().selection.nodes;
  if (only === undefined) mainArea()?.focus();
  else focusNode(only);
}

/** The selected line, else the first. */
function focusCurrent(): void {
  const { workflow, selection } = workflowStore.getState();
  const id = selection.nodes[0] ?? (workflow === null ? undefined : keptOutlineRows(workflow)[0]?.id);
  if (id !== undefined) focusNode(id);
}
