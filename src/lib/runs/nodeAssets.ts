import type { NodeAssets } from "@/lib/nodes/nodeKind";
import type { AssetStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";

const dataUrl = /^data:([\w.+-]+\/[\w.+-]+);base64,([A-Za-z0-9+/=]*)$/;

/** UTF-8, or UTF-16 where the byte order mark says so (spreadsheets write it as "Unicode text"). */
function decodeText(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const message = "This file is not text, or not in UTF-8. Save it as UTF-8 and choose it again.";
    throw new AppError("invalid_request", message, {}, { cause });
  }
}

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
    toText: async ({ asset }) => decodeText(await assets.get(asset)),
  };
}
