import type { RunEventBody } from "@/types/run";
import { placeKey, type RunPlace } from "@/types/runPlace";

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
  take(place: RunPlace): Delta[];
  /** The same of a node with all its items. */
  takeNode(place: Pick<RunPlace, "path" | "node">): Delta[];
  takeAll(): Delta[];
}

/** Events that gather: many small ones of a kind say no more than one. */
export function isDelta(event: RunEventBody): event is Delta {
  return event.type === "node-delta" || event.type === "node-reasoning";
}

interface OfNode extends Pick<Delta, "path" | "node"> {
  texts: Map<number | undefined, Partial<Record<DeltaType, string>>>;
}

export function createDeltaBuffer(): DeltaBuffer {
  const gathered = new Map<string, OfNode>();

  const takeItem = ({ node, path, texts }: OfNode, item: number | undefined): Delta[] => {
    const ofItem = texts.get(item) ?? {};
    texts.delete(item);
    const place = { node, ...(path === undefined ? {} : { path }), ...(item === undefined ? {} : { item }) };
    return deltaTypes.flatMap((type) => {
      const text = ofItem[type];
      return text === undefined ? [] : [{ type, text, ...place }];
    });
  };

  const takeKey = (key: string): Delta[] => {
    const ofNode = gathered.get(key);
    gathered.delete(key);
    return ofNode === undefined ? [] : [...ofNode.texts.keys()].flatMap((item) => takeItem(ofNode, item));
  };

  return {
    add: ({ type, node, path, item, text }) => {
      const key = nodeKey({ node, path });
      const ofNode: OfNode = gathered.get(key) ?? { node, path, texts: new Map() };
      const texts = ofNode.texts.get(item) ?? {};
      ofNode.texts.set(item, { ...texts, [type]: (texts[type] ?? "") + text });
      gathered.set(key, ofNode);
    },
    take: ({ item, ...place }) => {
      const ofNode = gathered.get(nodeKey(place));
      return ofNode === undefined ? [] : takeItem(ofNode, item);
    },
    takeNode: (place) => takeKey(nodeKey(place)),
    takeAll: () => [...gathered.keys()].flatMap(takeKey),
  };
}

/** Of the nodes of the document itself, which most are, the id: this is asked with each event. */
function nodeKey({ path, node }: Pick<RunPlace, "path" | "node">): string {
  return path === undefined ? node : placeKey({ path, node });
}
