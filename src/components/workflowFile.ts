import { z } from "zod";
import { messages } from "@/components/messages/en";
import { readText } from "@/lib/decodeText";
import { openAsNew } from "@/store/session";
import { AppError } from "@/types/errors";
import { MAX_WORKFLOW_BYTES, type Workflow, workflowSchema } from "@/types/workflow";
import { downloadFile, toFileName } from "./downloadFile";

const words = messages.shell.menu;

/** Hands the document to the browser as a file to keep. */
export function downloadWorkflow(workflow: Workflow): void {
  const file = new Blob([`${JSON.stringify(workflow, null, 2)}\n`], { type: "application/json" });
  downloadFile(file, `${toFileName(workflow.name, "workflow")}.json`);
}

/**
 * A document from a file. @throws AppError `too_large`, `invalid_workflow`; with the fact `path` when the file is a
 * workflow with a fault in it
 */
export async function readWorkflowFile(file: File): Promise<Workflow> {
  if (isBundle(file)) return readWorkflowFile(await (await import("./bundle/bundle")).unpackWorkflow(file));
  if (file.size > MAX_WORKFLOW_BYTES) throw new AppError("too_large", words.tooLarge);
  const json = await parseJson(file);
  const head = headSchema.safeParse(json).data;
  if (head === undefined) throw new AppError("invalid_workflow", words.notWorkflow);
  if (head.version !== CURRENT) throw new AppError("invalid_workflow", words.otherVersion, { path: "version" });
  const parsed = workflowSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join(".") ?? "";
  throw new AppError("invalid_workflow", words.faultAt(path, issue?.message ?? ""), { path });
}

/** A workflow with its files, by its name: Office files are ZIPs too. */
export function isBundle({ name }: File): boolean {
  return /\.zip$/i.test(name);
}

const headSchema = z.object({ format: z.literal("patchbay/workflow"), version: z.unknown() });
const CURRENT = 1;

/** Opens the document of a file as a new one. @throws AppError as `readWorkflowFile` */
export async function importWorkflowFile(file: File): Promise<Workflow> {
  const workflow = await readWorkflowFile(file);
  await openAsNew(workflow);
  return workflow;
}

async function parseJson(file: File): Promise<unknown> {
  try {
    return JSON.parse(readText(new Uint8Array(await file.arrayBuffer())) ?? "");
  } catch {
    throw new AppError("invalid_workflow", words.notJson);
  }
}
