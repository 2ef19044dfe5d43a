import { PictureGrid } from "@/components/nodes/PictureGrid";
import type { PictureOrFault } from "@/components/nodes/picture";
import { useItemInput } from "./useItemInput";

interface Props {
  pictures: readonly PictureOrFault[];
  nodeId: string | undefined;
  /** Of the item that they belong to, from 0; the only one is the first. */
  item: number;
}

/** Pictures of a node or of one of its items, under the prompt that they were made by. */
export function PicturesResult({ pictures, nodeId, item }: Props) {
  const prompt = useItemInput(nodeId, "prompt", item);
  return (
    <div className="flex flex-col gap-1.5">
      {prompt !== undefined && <p className="line-clamp-3 whitespace-pre-wrap text-ink-2 text-xs">{prompt}</p>}
      <PictureGrid pictures={pictures} nodeId={nodeId} />
    </div>
  );
}
