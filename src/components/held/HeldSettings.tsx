import { FolderOpen } from "lucide-react";
import { MapFields } from "@/components/fields/MapFields";
import { held as words } from "@/components/messages/held";
import { useHeldGraph } from "@/components/nodes/useHeldGraph";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/toast";
import { type GraphInterface, heldGraphOf } from "@/lib/nodes/heldGraph";
import { openHeldPicker } from "@/store/dialogStore";
import { openHeld } from "@/store/openHeld";
import { useMay } from "@/store/person";
import { workflowActions } from "@/store/useWorkflow";
import { toErrorBody } from "@/types/errors";
import type { WorkflowNode } from "@/types/workflow";
import { RepeatSettings } from "./RepeatSettings";
import { RevisionField } from "./RevisionField";

const fields = ["cross", "maxParallel"] as const;

/** What a node holds, which revision of it runs, and how often. */
export function HeldSettings({ node }: { node: WorkflowNode }) {
  const held = heldGraphOf(node);
  const mayEdit = useMay("editor");
  const { name, isGone, isChanged, now } = useHeldGraph(node);
  return (
    <>
      <section aria-label={words.workflow} className="flex flex-col gap-2">
        <h3 className="font-medium text-ink-2">{words.workflow}</h3>
        <p className="truncate">{held === undefined ? words.none : (name ?? held.workflow)}</p>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" disabled={!mayEdit} onClick={() => openHeldPicker(node.id)}>
            {held === undefined ? words.choose : words.change}
          </Button>
          {held !== undefined && !isGone && (
            <Button size="sm" icon={FolderOpen} onClick={() => open(node)}>
              {words.open}
            </Button>
          )}
        </div>
        {isGone && <p className="text-waiting text-xs">{words.gone}</p>}
        {isChanged && (
          <div className="flex flex-col items-start gap-1.5">
            <p className="text-waiting text-xs">{words.changed}</p>
            <Button
              size="sm"
              disabled={!mayEdit}
              onClick={() => workflowActions().updateNodeData(node.id, { ports: now })}
            >
              {words.takeOver}
            </Button>
          </div>
        )}
      </section>
      {held !== undefined && <RevisionField node={node} held={held} />}
      {node.type === "repeat" && held !== undefined && <RepeatSettings node={node} ports={held.ports} />}
      {held?.ports !== undefined && <Ports ports={held.ports} />}
      <MapFields node={node} fields={fields} />
    </>
  );
}

function Ports({ ports }: { ports: GraphInterface }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-1 text-ink-2 text-xs">
      <dt className="font-medium">{words.inputs}</dt>
      <dt className="font-medium">{words.outputs}</dt>
      <dd>{ports.inputs.map(({ name }) => name).join(", ") || "–"}</dd>
      <dd>{ports.outputs.map(({ name }) => name).join(", ") || "–"}</dd>
    </dl>
  );
}

function open(node: WorkflowNode): void {
  openHeld(node).catch((error: unknown) => toast.error(toErrorBody(error).message));
}
