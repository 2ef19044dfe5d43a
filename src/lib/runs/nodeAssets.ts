import { decodeText } from "@/lib/decodeText";
import { documentKindOf, documentMimes } from "@/lib/documentType";
import { imageTypeOf, requireImageType } from "@/lib/imageType";
import type { NodeAssets } from "@/lib/nodes/nodeKind";
import type { AssetStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";

const dataUrl = /^data:[\w.+-]+\/[\w.+-]+;base64,([A-Za-z0-9+/=]*)$/;

/** Lets nodes pass images and files by reference: the bytes stay in the asset store. */
export function createNodeAssets(assets: AssetStore): NodeAssets {
  return {
    fromDataUrl: (url) => {
      const bytes = toBytes(url);
      return assets.put(bytes, requireImageType(bytes));
    },
    toDataUrl: async ({ asset }) => {
      const bytes = await assets.get(asset);
      const mime = requireImageType(bytes);
      return `data:${mime};base64,${Buffer.from(bytes).toString("base64")}`;
    },
    toFileUrl: async ({ asset, mime }) =>
      `data:${mime};base64,${Buffer.from(await assets.get(asset)).toString("base64")}`,
    toBytes: ({ asset }) => assets.get(asset),
    keep: async (content) => {
      const bytes = typeof content === "string" ? toBytes(content) : content;
      return assets.put(bytes, imageTypeOf(bytes) ?? documentMimes[documentKindOf(bytes)]);
    },
    toText: async ({ asset }) => {
      const bytes = await assets.get(asset);
      if (imageTypeOf(bytes) !== undefined) throw new AppError("invalid_request", "This file is a picture, not text.");
      return decodeText(bytes, "This file");
    },
  };
}

/** @throws AppError `invalid_request` */
function toBytes(url: string): Uint8Array {
  const [, base64] = dataUrl.exec(url) ?? [];
  if (base64 === undefined) throw new AppError("invalid_request", "This is not a file as a base64 data URL.");
  return Buffer.from(base64, "base64");
}
