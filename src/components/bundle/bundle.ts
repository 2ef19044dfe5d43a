import { type UnzipFileInfo, unzipSync, type Zippable, zipSync } from "fflate";
import { z } from "zod";
import { versions as messages } from "@/components/messages/versions";
import { assetPath, uploadAsset } from "@/store/endpoints";
import { AppError } from "@/types/errors";
import type { AssetRef } from "@/types/run";
import { MAX_NODES, MAX_WORKFLOW_BYTES, type Workflow, workflowSchema } from "@/types/workflow";
import { assetsIn, withAssets } from "./assetsIn";
import { heldParts, takeHeldParts } from "./heldParts";

const DOCUMENT = "workflow.json";
/** The documents that it holds, where it holds some. */
const HELD = "held.json";
const FOLDER = "files/";
const assetName = /^files\/[0-9a-f]{64}$/;
/** Of one file, as the server takes it, and of all; in bytes. */
const MAX_FILE = 50 * 1024 * 1024;
const MAX_ALL = 500 * 1024 * 1024;

/**
 * A document with those that it holds and the files that they name, as one ZIP. `missing` counts files that the server
 * does not have any more. @throws AppError
 */
export async function packWorkflow(workflow: Workflow): Promise<{ file: Blob; missing: number }> {
  const parts: Zippable = { [DOCUMENT]: new TextEncoder().encode(`${JSON.stringify(workflow, null, 2)}\n`) };
  const held = await heldParts(workflow);
  if (held.length > 0) parts[HELD] = new TextEncoder().encode(JSON.stringify(held));
  let missing = 0;
  for (const asset of assetsIn([workflow.nodes, held.map((part) => part.workflow.nodes)]).values()) {
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
  const held = parts[HELD] === undefined ? [] : parse(parts[HELD]);
  const renamed = new Map<string, AssetRef>();
  for (const asset of assetsIn([json, held]).values()) {
    const content = parts[`${FOLDER}${asset.asset}`];
    if (content === undefined) continue;
    const kept = await uploadAsset(new Blob([content.slice()], { type: typeFor(asset.mime) }));
    if (kept.asset !== asset.asset) renamed.set(asset.asset, kept);
  }
  const whole = await withHeld(withAssets(json, renamed), withAssets(held, renamed));
  return new File([JSON.stringify(whole)], DOCUMENT, { type: "application/json" });
}

/** A document that cannot be read is left as it is: who reads it says why. @throws AppError `invalid_workflow` */
async function withHeld(json: unknown, held: unknown): Promise<unknown> {
  const parts = heldSchema.safeParse(held).data;
  if (parts === undefined) throw new AppError("invalid_workflow", messages.bundle.damaged);
  const workflow = workflowSchema.safeParse(json).data;
  return workflow === undefined || parts.length === 0 ? json : takeHeldParts(workflow, parts);
}

const heldSchema = z.array(z.object({ key: z.string().max(200), workflow: workflowSchema })).max(MAX_NODES);

async function open(file: File): Promise<Record<string, Uint8Array>> {
  let all = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo) => {
    const most = name === DOCUMENT || name === HELD ? MAX_WORKFLOW_BYTES : assetName.test(name) ? MAX_FILE : -1;
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
