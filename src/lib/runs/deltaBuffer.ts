import type { RunEventBody } from "@/types/run";

const deltaTypes = ["node-reasoning", "node-delta"] as const;
type DeltaType = (typeof deltaTypes)[number];
type Delta = Extract<RunEventBody, { type: DeltaType }>;

/** What models say on the way and is not written yet: by node and, of a node that runs over a list, by item. */
export interface DeltaBuffer {
  add(delta: Delta): void;
  /**
   * What has gathered of one item, or of a node that runs once: one delta of each kind that has come, the reasoning
   * before the text.
   */
  take(node: string, item: number | undefined): Delta[];
  /** The same of a node with all its items. */
  takeNode(node: string): Delta[];
  takeAll(): Delta[];
}

/** Events that gather: many small ones of a kind say no more than one. */
export function isDelta(event: RunEventBody): event is Delta {
  return event.type === "node-delta" || event.type === "node-reasoning";
}

export function createDeltaBuffer(): DeltaBuffer {
  const gathered = new Map<string, Map<number | undefined, Partial<Record<DeltaType, string>>>>();

  const take = (node: string, item: number | undefined): Delta[] => {
    const texts = gathered.get(node)?.get(item) ?? {};
    gathered.get(node)?.delete(item);
    const ofItem = item === undefined ? {} : { item };
    return deltaTypes.flatMap((type) => {
      const text = texts[type];
      return text === undefined ? [] : [{ type, node, text, ...ofItem }];
    });
  };

  const takeNode = (node: string): Delta[] => {
    const deltas = [...(gathered.get(node)?.keys() ?? [])].flatMap((item) => take(node, item));
    gathered.delete(node);
    return deltas;
  };

  return {
    add: ({ type, node, item, text }) => {
      const ofNode = gathered.get(node) ?? new Map<number | undefined, Partial<Record<DeltaType, string>>>();
      const texts = ofNode.get(item) ?? {};
      ofNode.set(item, { ...texts, [type]: (texts[type] ?? "") + text });
      gathered.set(node, ofNode);
    },
    take,
    takeNode,
    takeAll: () => [...gathered.keys()].flatMap(takeNode),
  };
}
