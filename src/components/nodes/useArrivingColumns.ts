import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { headOfItems } from "@/lib/nodes/tableHead";
import { parseIfJson } from "@/lib/nodes/values";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { useRun } from "@/store/useRun";
import { useNode, useWorkflow } from "@/store/useWorkflow";
import { own } from "@/types/own";
import type { Value } from "@/types/run";
import type { Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { useFilePreview, useListHead } from "./useRecords";

/**
 * The columns of the records that a wire brings to an input, as far as they are known: from the list or the file that
 * they come from, the schema of the answer, or the last run. Undefined while nobody knows.
 */
export function useArrivingColumns(nodeId: string, port: string): readonly string[] | undefined {
  const wire = useWorkflow(({ workflow }) => (workflow === null ? undefined : originOf(workflow, nodeId, port)));
  const source = useNode(wire?.source.node ?? "");
  const list = useListHead(source);
  const file = useFilePreview(tableOf(source)).preview;
  // As text, so that a word of an answer does not render this again.
  const ran = useRun(({ run }) => {
    const output = wire && run.nodes[wire.source.node]?.output;
    return output && columnsText(own(output, wire.source.port));
  });
  if (wire === undefined) return undefined;
  return list?.columns ?? file?.columns ?? schemaColumns(source) ?? (ran === undefined ? undefined : JSON.parse(ran));
}

/** The wire that brings a value, past conditions, which give on what they get. */
function originOf({ nodes, edges }: Workflow, node: string, port: string): WorkflowEdge | undefined {
  let wire = edgesInto(edges, node).find(({ target }) => target.port === port);
  // As often as there can be conditions one after the other.
  for (let step = 0; step < nodes.length && wire !== undefined; step++) {
    const from = wire.source.node;
    if (nodeById(nodes, from)?.type !== "condition") return wire;
    wire = edgesInto(edges, from)[0];
  }
  return wire;
}

function tableOf(node: WorkflowNode | undefined) {
  const data = node?.type === "fileInput" ? nodeKinds.fileInput.schema.safeParse(node.data).data : undefined;
  return data?.as === "csv" || data?.as === "json" || data?.as === "jsonl" ? data : undefined;
}

function schemaColumns(node: WorkflowNode | undefined): string[] | undefined {
  const schema = node?.type === "llmGenerate" ? node.data.jsonSchema : undefined;
  if (typeof schema !== "object" || schema === null || !("properties" in schema)) return undefined;
  const { properties } = schema;
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : undefined;
}

/** Longer texts are not looked into for JSON: it is asked with every event of a run. */
const MAX_TEXT = 20_000;

function columnsText(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  const first = Array.isArray(value) ? value.slice(0, 3) : [value];
  if (first.some((item) => typeof item === "string" && item.length > MAX_TEXT)) return undefined;
  const columns = headOfItems(first.map(parseIfJson))?.columns;
  return columns && JSON.stringify(columns);
}
