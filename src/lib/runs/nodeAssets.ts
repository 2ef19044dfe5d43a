import type { NodeAssets } from "@/lib/nodes/nodeKind";
import type { AssetStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { decodeText } from "./decodeText";

const dataUrl = /^data:([\w.+-]+\/[\w.+-]+);base64,([A-Za-z0-9+/=]*)$/;

/** Lets nodes pass images and files by reference: the bytes stay in the asset store. */
export function createNodeAssets(assets: AssetStore): NodeAssets {
  return {
    fromDataUrl: (url) => {
      const [, mime, base64] = dataUrl.exec(url) ?? [];
      if (mime === undefined || base64 === undefined) {
        throw new AppError("invalid_request", "This is not a file as a base64 data URL.");
      }
      return assets.put(Buffer.from(base64, "base64"), mime);
    },
    toDataUrl: async ({ asset, mime }) => {
      const bytes = await assets.get(asset);
      return `data:${mime};base64,${Buffer.from(bytes).toString("base64")}`;
    },
    toText: async ({ asset }) => decodeText(await assets.get(asset), "This file"),
  };
}
