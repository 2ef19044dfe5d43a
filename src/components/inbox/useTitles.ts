import useSWR from "swr";
import { titleOf } from "@/components/kinds/nodeViews";
import { readWorkflow } from "@/store/endpoints";
import { useWorkflow } from "@/store/useWorkflow";

export interface Titles {
  /** Of a node of the document; its id where that is gone. */
  of(node: string): string;
  /** Of the nodes whose values arrive at a node. */
  before(node: string): string[];
}

/** What the nodes of a document are called, whether it is the open one or not. */
export function useTitles(workflowId: string | undefined): Titles {
  const open = useWorkflow(({ workflow }) => (workflow?.id === workflowId ? workflow : null));
  const isElsewhere = open === null && workflowId !== undefined;
  const { data } = useSWR(
    isElsewhere ? `/api/workflows/${workflowId}` : null,
    () => readWorkflow(workflowId ?? "").catch(() => null),
    { revalidateOnFocus: false },
  );
  const document = open ?? data;
  const of = (id: string) => {
    const node = document?.nodes.find((candidate) => candidate.id === id);
    return node === undefined ? id : titleOf(node);
  };
  const before = (node: string) => {
    const wires = document?.edges.filter(({ target }) => target.node === node) ?? [];
    return [...new Set(wires.map(({ source }) => of(source.node)))];
  };
  return { of, before };
}
