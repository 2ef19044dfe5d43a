import { toShownError } from "@/components/ErrorNote";
import { bytesText } from "@/components/language/sizes";
import { nodes as words } from "@/components/messages/nodes";
import { toast } from "@/components/ui/toast";
import { IMAGE_HEAD_BYTES, imageTypeOf } from "@/lib/imageType";
import { uploadAsset } from "@/store/endpoints";
import type { AssetRef } from "@/types/run";

const types = ["image/png", "image/jpeg", "image/webp", "image/gif"];

export const ACCEPTED_IMAGES = types.join(",");

/** The cap of `POST /api/assets`, in bytes. */
const MAX_BYTES = 20 * 1024 * 1024;

/** What a file says that it is, where there is no time to look into it. */
export function isCalledPicture(file: Blob): boolean {
  return types.includes(file.type);
}

/** What a file is by its bytes, whatever it is called. */
export async function isPicture(file: Blob): Promise<boolean> {
  return imageTypeOf(new Uint8Array(await file.slice(0, IMAGE_HEAD_BYTES).arrayBuffer())) !== undefined;
}

/** A body that is called a picture: the server takes no other type, and looks at the bytes itself. */
function asPicture(file: File): Blob {
  return isCalledPicture(file) ? file : new Blob([file], { type: "image/png" });
}

/** Puts a picture on the server; the data of an image node, or undefined after telling the person why not. */
export async function uploadPicture(
  file: File,
): Promise<{ asset: AssetRef; fileName: string; dataUrl: undefined } | undefined> {
  if (!(await isPicture(file))) return void toast.error(words.image.wrongType);
  if (file.size > MAX_BYTES) return void toast.error(words.image.tooLarge(bytesText(MAX_BYTES)));
  try {
    return { asset: await uploadAsset(asPicture(file)), fileName: file.name.slice(0, 255), dataUrl: undefined };
  } catch (error) {
    return void toast.error(toShownError(error).message);
  }
}
