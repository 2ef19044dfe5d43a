import { TriangleAlert } from "lucide-react";
import { listText } from "@/components/language/locale";
import { nodes } from "@/components/messages/nodes";
import { Button } from "@/components/ui/Button";
import { ROW_PORT } from "@/lib/nodes/placeholders";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import { useMay } from "@/store/person";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { useArrivingColumns } from "./useArrivingColumns";

const words = nodes.places;
/** Names of columns that a sentence has room for. */
const SHOWN = 4;

/** Says that rows are wired into a place for text, where they would be written out whole, and the way to the fields. */
export function RowsOnPlace({ node, name }: { node: WorkflowNode; name: string }) {
  const wire = useWorkflow(({ workflow }) => (workflow === null ? undefined : rowsInto(workflow, node.id, name)));
  return wire && <Told node={node} name={name} wire={wire} />;
}

function Told({ node, name, wire }: { node: WorkflowNode; name: string; wire: WorkflowEdge }) {
  const columns = useArrivingColumns(node.id, name);
  const mayEdit = useMay("editor");
  const isFieldsTaken = useWorkflow(
    ({ workflow }) =>
      workflow !== null && edgesInto(workflow.edges, node.id).some(({ target }) => target.port === ROW_PORT),
  );
  if (columns === undefined || columns.length === 0) return null;
  const shown = columns.length > SHOWN ? [...columns.slice(0, SHOWN), "…"] : [...columns];
  return (
    <div role="note" className="flex flex-col items-start gap-1.5 rounded-control bg-waiting-soft p-2 text-xs">
      <p className="wrap-anywhere flex gap-1.5">
        <TriangleAlert size={14} strokeWidth={1.75} aria-hidden className="mt-px shrink-0 text-waiting" />
        {words.rowsWhole(name, listText(shown))}
      </p>
      {!isFieldsTaken && mayEdit && (
        <Button
          size="sm"
          className="nodrag"
          onClick={() => workflowActions().reconnect(wire.id, wire.source, { node: node.id, port: ROW_PORT })}
        >
          {words.toFields}
        </Button>
      )}
    </div>
  );
}

/** The wire that brings a list of records to an input. */
function rowsInto({ nodes: all, edges }: Workflow, node: string, port: string): WorkflowEdge | undefined {
  const wire = edgesInto(edges, node).find(({ target }) => target.port === port);
  const source = wire && nodeById(all, wire.source.node);
  const output = source && cachedPortsOf(source).outputs.find(({ name }) => name === wire?.source.port);
  const isList = output?.list === true || output?.listIfArray === true;
  return output?.type === "json" && isList ? wire : undefined;
}
