import { Copy, Link2, Pipette } from "lucide-react";
import { reader as words } from "@/components/messages/reader";
import type { Readable } from "@/components/nodes/readable";
import { closeReader } from "@/components/nodes/readerUi";
import { useCopy } from "@/components/nodes/useCopy";
import { Button } from "@/components/ui/Button";
import { toText } from "@/lib/nodes/values";
import { workflowStore } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import type { JsonRow } from "./jsonRows";
import { pickJson, sourceOf } from "./pickJson";

/** What can be done with the line that has the cursor: copy its path, copy it, take it into a node of its own. */
export function JsonActions(props: { node: WorkflowNode; result: Readable; row: JsonRow | undefined }) {
  const { node, result, row } = props;
  const path = useCopy();
  const content = useCopy();
  const { found } = result;
  const { workflow } = workflowStore.getState();
  const source = workflow === null || found === undefined ? undefined : sourceOf(workflow, node.id, found.port);
  if (row === undefined) return null;
  const pick = () => {
    if (source === undefined) return;
    pickJson(source, `${found?.pointer}${row.pointer}`);
    closeReader();
  };
  return (
    <div className="sticky top-0 z-10 -mt-2 flex flex-wrap items-center gap-2 border-line border-b bg-panel py-2">
      <code className="wrap-anywhere mr-auto font-mono text-ink-2 text-xs">{row.pointer || words.tree.root}</code>
      <Button size="sm" icon={Link2} onClick={() => void path.copy(row.pointer)}>
        {path.copied ? words.copied : words.tree.copyPath}
      </Button>
      <Button size="sm" icon={Copy} onClick={() => void content.copy(toText(row.value))}>
        {content.copied ? words.copied : words.tree.copyValue}
      </Button>
      {source !== undefined && (
        <Button size="sm" icon={Pipette} onClick={pick}>
          {words.tree.pick}
        </Button>
      )}
    </div>
  );
}
