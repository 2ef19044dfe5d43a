import { grouping as words } from "@/components/messages/grouping";
import { OffIcon } from "@/components/nodes/OffLabel";
import { Button } from "@/components/ui/Button";
import { type Off, switchOn } from "@/store/nodeSwitches";
import { workflowActions } from "@/store/useWorkflow";

/** Says above all else that a node is off, what that means, and ends it. */
export function OffNotice({ id, off }: { id: string; off: Off }) {
  return (
    <div className="flex items-start gap-2.5 rounded-control bg-field px-3 py-2.5">
      <OffIcon off={off} className="mt-0.5 shrink-0 text-ink-2" />
      <p className="min-w-0 flex-1 text-ink-2">
        <strong className="font-semibold text-ink">{words.off[off]}</strong>
        <br />
        {words.offWhy[off]}
      </p>
      <Button size="sm" onClick={() => workflowActions().edit((doc) => switchOn(doc, id))}>
        {words.switchOn}
      </Button>
    </div>
  );
}
