import { toShownError } from "@/components/ErrorNote";
import { nodes as words } from "@/components/messages/nodes";
import { toast } from "@/components/ui/toast";
import { uploadAsset } from "@/store/endpoints";
import type { AssetRef } from "@/types/run";
import { formatBytes } from "./format";

const types = ["image/png", "image/jpeg", "image/webp", "image/gif"];

export const ACCEPTED_IMAGES = types.join(",");

/** The cap of `POST /api/assets`, in bytes. */
const MAX_BYTES = 20 * 1024 * 1024;

export function isPicture(file: Blob): boolean {
  return types.includes(file.type);
}

/** Puts a picture on the server; the data of an image node, or undefined after telling the person why not. */
export async function uploadPicture(
  file: File,
): Promise<{ asset: AssetRef; fileName: string; dataUrl: undefined } | undefined> {
  if (!isPicture(file)) return void toast.error(words.image.wrongType);
  if (file.size > MAX_BYTES) return void toast.error(words.image.tooLarge(formatBytes(MAX_BYTES)));
  try {
    return { asset: await uploadAsset(file), fileName: file.name.slice(0, 255), dataUrl: undefined };
  } catch (error) {
    return void toast.error(toShownError(error).message);
  }
}
