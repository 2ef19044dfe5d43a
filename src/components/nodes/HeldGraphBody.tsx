import { CircleAlert, FolderOpen } from "lucide-react";
import { held as words } from "@/components/messages/held";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { toast } from "@/components/ui/toast";
import { heldGraphOf } from "@/lib/nodes/heldGraph";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { openHeldPicker } from "@/store/dialogStore";
import { openHeld } from "@/store/openHeld";
import { useMay } from "@/store/person";
import type { NodeRun } from "@/store/runReducer";
import { toErrorBody } from "@/types/errors";
import type { WorkflowNode } from "@/types/workflow";
import { conditionTests, needsValue } from "./condition";
import { HeldProgress } from "./HeldProgress";
import { useHeldGraph } from "./useHeldGraph";

/** Which workflow it is, with the way into it, and what is to be known of it. */
export function HeldGraphBody({ node, run }: { node: WorkflowNode; run: NodeRun }) {
  const held = heldGraphOf(node);
  const mayEdit = useMay("editor");
  const { name, nodes, isGone, isChanged } = useHeldGraph(node);
  if (held === undefined) {
    return (
      <div className="nodrag px-3 pt-2.5 pb-1">
        <Button size="sm" disabled={!mayEdit} onClick={() => openHeldPicker(node.id)}>
          {words.choose}
        </Button>
      </div>
    );
  }
  return (
    <>
      <div className="flex h-10 items-center gap-1.5 pr-2 pl-3">
        <span className="min-w-0 truncate font-medium">{name ?? held.workflow}</span>
        {held.revision !== undefined && (
          <span className="shrink-0 text-ink-3 text-xs">{words.revisionOf(held.revision)}</span>
        )}
        <IconButton
          size="sm"
          icon={FolderOpen}
          label={words.openOf(name ?? held.workflow)}
          disabled={isGone}
          onClick={() => open(node)}
          className="nodrag ml-auto"
        />
      </div>
      {node.type === "repeat" && <RepeatLine node={node} />}
      <HeldProgress node={node} nodes={nodes} run={run} />
      {(isGone || isChanged) && (
        <p className="flex items-start gap-1.5 px-3 pb-1 text-waiting text-xs">
          <CircleAlert size={14} strokeWidth={1.75} aria-hidden className="mt-px shrink-0" />
          {isGone ? words.gone : words.changed}
        </p>
      )}
    </>
  );
}

function RepeatLine({ node }: { node: WorkflowNode }) {
  const data = nodeKinds.repeat.schema.safeParse(node.data).data;
  if (data === undefined) return null;
  const { until, max } = data;
  const test = conditionTests.find(({ value }) => value === until.test)?.label ?? until.test;
  const wanted = needsValue(until.test) ? (until.value ?? "") : "";
  return (
    <p className="line-clamp-2 h-[30px] px-3 text-ink-2 text-xs">
      {words.summary(until.output || words.chooseOutput, test, wanted, max)}
    </p>
  );
}

function open(node: WorkflowNode): void {
  openHeld(node).catch((error: unknown) => toast.error(toErrorBody(error).message));
}
