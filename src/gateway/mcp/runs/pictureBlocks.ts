import type { CallToolResult } from "@modelcontextprotocol/server";
import { imageTypeOf } from "@/lib/imageType";
import { isAssetRef } from "@/lib/nodes/values";
import type { AssetStore } from "@/lib/storage/ports";
import type { RunSummary, Value } from "@/types/run";

/** Pictures that go with an answer: a few, and small enough for a model's context. The others are resources. */
const MAX_PICTURES = 3;
const MAX_BYTES = 750_000;

/** Pictures among the outputs of a run, for a model to look at. What cannot be read is left to its resource. */
export async function pictureBlocks(
  { outputs = {} }: RunSummary,
  assets: Pick<AssetStore, "get">,
): Promise<CallToolResult["content"]> {
  const refs = Object.values(outputs)
    .flatMap((value): Value[] => (Array.isArray(value) ? value : [value]))
    .filter(isAssetRef)
    .filter(({ mime }) => mime.startsWith("image/"))
    .slice(0, MAX_PICTURES);
  const blocks = refs.map(async ({ asset }): Promise<CallToolResult["content"]> => {
    const bytes = await assets.get(asset).catch(() => new Uint8Array());
    // A reference may be anybody's JSON: the bytes say what they are.
    const mimeType = imageTypeOf(bytes);
    if (mimeType === undefined || bytes.length > MAX_BYTES) return [];
    return [{ type: "image", mimeType, data: Buffer.from(bytes).toString("base64") }];
  });
  return (await Promise.all(blocks)).flat();
}
