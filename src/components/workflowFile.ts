import { z } from "zod";
import { messages } from "@/components/messages/en";
import { readText } from "@/lib/decodeText";
import type { ImportNote } from "@/lib/importers/nodeBanana/notes";
import { withToolsAsked } from "@/lib/nodes/askedTools";
import { openDescribe, openImportReport } from "@/store/dialogStore";
import { openAsNew } from "@/store/session";
import { AppError, isAppError } from "@/types/errors";
import { MAX_WORKFLOW_BYTES, type Workflow, workflowSchema } from "@/types/workflow";
import { toShownError } from "./ErrorNote";
import { toast } from "./ui/toast";

const words = messages.shell.menu;

/** Files of other programs have their pictures inside. */
const MAX_FOREIGN_BYTES = 100 * 1024 * 1024;

interface ReadFile {
  workflow: Workflow;
  /** What of another program's workflow was not carried over as it was. */
  notes: ImportNote[];
}

/**
 * A document from a file, one of Node Banana too. @throws AppError `too_large`, `invalid_workflow`; with the fact
 * `path` when the file is a workflow with a fault in it, with `foreign` when it is JSON of something else
 */
export async function readWorkflowFile(file: File): Promise<ReadFile> {
  if (isBundle(file)) return readWorkflowFile(await (await import("./bundle/bundle")).unpackWorkflow(file));
  if (file.size > MAX_FOREIGN_BYTES) throw new AppError("too_large", words.foreignTooLarge);
  const json = await parseJson(file);
  const head = headSchema.safeParse(json).data;
  if (head === undefined) return readForeign(json);
  if (file.size > MAX_WORKFLOW_BYTES) throw new AppError("too_large", words.tooLarge);
  if (head.version !== CURRENT) throw new AppError("invalid_workflow", words.otherVersion, { path: "version" });
  const parsed = workflowSchema.safeParse(json);
  if (parsed.success) {
    return { workflow: { ...parsed.data, nodes: withToolsAsked(parsed.data.nodes) }, notes: [] };
  }
  const [issue] = parsed.error.issues;
  const path = issue?.path.join(".") ?? "";
  throw new AppError("invalid_workflow", words.faultAt(path, issue?.message ?? ""), { path });
}

async function readForeign(json: unknown): Promise<ReadFile> {
  const { readNodeBanana } = await import("./drafts/readNodeBanana");
  const read = await readNodeBanana(json);
  if (read === undefined) throw new AppError("invalid_workflow", words.notWorkflow, { foreign: true });
  return read;
}

/** A workflow with its files, by its name: Office files are ZIPs too. */
export function isBundle({ name }: File): boolean {
  return /\.zip$/i.test(name);
}

const headSchema = z.object({ format: z.literal("patchbay/workflow"), version: z.unknown() });
const CURRENT = 1;

/** Opens the document of a file as a new one. @throws AppError as `readWorkflowFile` */
export async function importWorkflowFile(file: File): Promise<Workflow> {
  const { workflow, notes } = await readWorkflowFile(file);
  await openAsNew(workflow);
  if (notes.length > 0) openImportReport(notes);
  return workflow;
}

/** Says why a file could not be opened; a workflow of another program is offered to a model. */
export async function tellImportFailure(error: unknown, file: File): Promise<void> {
  if (isAppError(error) && error.facts.foreign === true) openDescribe({ text: await file.text(), selection: [] });
  else toast.error(words.importFailed, { description: toShownError(error).message });
}

async function parseJson(file: File): Promise<unknown> {
  try {
    return JSON.parse(readText(new Uint8Array(await file.arrayBuffer())) ?? "");
  } catch {
    throw new AppError("invalid_workflow", words.notJson);
  }
}
