import { type UnzipFileInfo, unzipSync, type Zippable, zipSync } from "fflate";
import { versions as messages } from "@/components/messages/versions";
import { assetPath, uploadAsset } from "@/store/endpoints";
import { AppError } from "@/types/errors";
import type { AssetRef } from "@/types/run";
import { MAX_WORKFLOW_BYTES, type Workflow } from "@/types/workflow";
import { assetsIn, withAssets } from "./assetsIn";

const DOCUMENT = "workflow.json";
const FOLDER = "files/";
const assetName = /^files\/[0-9a-f]{64}$/;
/** Of one file, as the server takes it, and of all; in bytes. */
const MAX_FILE = 50 * 1024 * 1024;
const MAX_ALL = 500 * 1024 * 1024;

/** A document and the files that it names, as one ZIP. `missing` counts those that the server does not have any more. */
export async function packWorkflow(workflow: Workflow): Promise<{ file: Blob; missing: number }> {
  const parts: Zippable = { [DOCUMENT]: new TextEncoder().encode(`${JSON.stringify(workflow, null, 2)}\n`) };
  let missing = 0;
  for (const asset of assetsIn(workflow.nodes).values()) {
    const response = await fetch(assetPath(asset));
    if (!response.ok) missing++;
    // Most files are packed already: trying again costs time and gains nothing.
    else parts[`${FOLDER}${asset.asset}`] = [new Uint8Array(await response.arrayBuffer()), { level: 0 }];
  }
  return { file: new Blob([zipSync(parts)], { type: "application/zip" }), missing };
}

/** The file of the document in a ZIP, after its other files were put on the server. @throws AppError */
export async function unpackWorkflow(file: File): Promise<File> {
  const parts = await open(file);
  const document = parts[DOCUMENT];
  if (document === undefined) throw new AppError("invalid_workflow", messages.bundle.noWorkflow);
  const json = parse(document);
  const renamed = new Map<string, AssetRef>();
  for (const asset of assetsIn(json).values()) {
    const content = parts[`${FOLDER}${asset.asset}`];
    if (content === undefined) continue;
    const kept = await uploadAsset(new Blob([content.slice()], { type: typeFor(asset.mime) }));
    if (kept.asset !== asset.asset) renamed.set(asset.asset, kept);
  }
  return new File([JSON.stringify(withAssets(json, renamed))], DOCUMENT, { type: "application/json" });
}

async function open(file: File): Promise<Record<string, Uint8Array>> {
  let all = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo) => {
    const most = name === DOCUMENT ? MAX_WORKFLOW_BYTES : assetName.test(name) ? MAX_FILE : -1;
    if (most < 0) return false;
    all += originalSize;
    if (originalSize > most || all > MAX_ALL) throw new AppError("too_large", messages.bundle.tooLarge);
    return true;
  };
  if (file.size > MAX_ALL) throw new AppError("too_large", messages.bundle.tooLarge);
  try {
    return unzipSync(new Uint8Array(await file.arrayBuffer()), { filter });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("invalid_workflow", messages.bundle.damaged, {}, { cause: error });
  }
}

function parse(document: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(document));
  } catch {
    throw new AppError("invalid_workflow", messages.bundle.damaged);
  }
}

/** What the server takes under its own name; it looks at the bytes of anything else itself. */
function typeFor(mime: string): string {
  return /^(?:image\/|text\/(?:csv|markdown)$|application\/json$)/.test(mime) ? mime : "application/octet-stream";
}
