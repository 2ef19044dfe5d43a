import type { RunEventOf } from "@/types/run";

type Delta = Omit<RunEventOf<"node-delta">, "seq" | "at">;

/** Text of nodes that is not written yet: by node and, of a node that runs over a list, by item. */
export interface DeltaBuffer {
  add(delta: Delta): void;
  /** What has gathered of one item, or of a node that runs once, as one delta; none where nothing has. */
  take(node: string, item: number | undefined): Delta[];
  /** The same of a node with all its items. */
  takeNode(node: string): Delta[];
  takeAll(): Delta[];
}

export function createDeltaBuffer(): DeltaBuffer {
  const texts = new Map<string, Map<number | undefined, string>>();

  const take = (node: string, item: number | undefined): Delta[] => {
    const text = texts.get(node)?.get(item);
    if (text === undefined) return [];
    texts.get(node)?.delete(item);
    return [{ type: "node-delta", node, text, ...(item === undefined ? {} : { item }) }];
  };

  const takeNode = (node: string): Delta[] => {
    const deltas = [...(texts.get(node)?.keys() ?? [])].flatMap((item) => take(node, item));
    texts.delete(node);
    return deltas;
  };

  return {
    add: ({ node, item, text }) => {
      const ofNode = texts.get(node) ?? new Map<number | undefined, string>();
      ofNode.set(item, (ofNode.get(item) ?? "") + text);
      texts.set(node, ofNode);
    },
    take,
    takeNode,
    takeAll: () => [...texts.keys()].flatMap(takeNode),
  };
}
