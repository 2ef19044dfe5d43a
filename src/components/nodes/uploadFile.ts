import { toShownError } from "@/components/ErrorNote";
import { bytesText } from "@/components/language/sizes";
import { nodes as words } from "@/components/messages/nodes";
import { toast } from "@/components/ui/toast";
import { CONTAINER_HEAD_BYTES, isContainer } from "@/lib/containerType";
import { uploadAsset } from "@/store/endpoints";
import { ACCEPTED_TEXT_FILES, type FileData, isTextFile, uploadTextFile } from "./uploadTextFile";

export const ACCEPTED_FILES = `.pdf,.docx,.pptx,.xlsx,.epub,.html,.htm,${ACCEPTED_TEXT_FILES}`;

/** The cap of `POST /api/assets` for documents, in bytes. */
const MAX_DOCUMENT_BYTES = 50 * 1024 * 1024;

/** Of documents, also those that the server refuses: it says what to save them as. */
const documentName = /\.(pdf|docx?|pptx?|xlsx?|epub|rtf|html?|xhtml)$/i;

/** What a file is by its name or its type. */
export function isReadableFile(file: File): boolean {
  return documentName.test(file.name) || file.type === "application/pdf" || isTextFile(file);
}

/** Puts a text file or a document on the server; the data of a file node, or undefined after telling why not. */
export async function uploadFile(file: File): Promise<FileData | undefined> {
  return (await isDocument(file)) ? uploadDocument(file) : uploadTextFile(file);
}

/** A PDF or an Office file is one whatever it is called. */
async function isDocument(file: File): Promise<boolean> {
  if (documentName.test(file.name)) return true;
  return isContainer(new Uint8Array(await file.slice(0, CONTAINER_HEAD_BYTES).arrayBuffer()));
}

async function uploadDocument(file: File): Promise<FileData | undefined> {
  if (file.size > MAX_DOCUMENT_BYTES) return void toast.error(words.file.tooLarge(bytesText(MAX_DOCUMENT_BYTES)));
  try {
    const asset = await uploadAsset(new Blob([file], { type: "application/octet-stream" }));
    return { asset, as: "document", fileName: file.name.slice(0, 255) };
  } catch (error) {
    return void toast.error(toShownError(error).message);
  }
}
