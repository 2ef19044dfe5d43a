import { messages } from "@/components/messages/en";
import { AppError } from "@/types/errors";
import { MAX_WORKFLOW_BYTES, type Workflow, workflowSchema } from "@/types/workflow";

const words = messages.shell.menu;

/** Hands the document to the browser as a file to keep. */
export function downloadWorkflow(workflow: Workflow): void {
  const file = new Blob([`${JSON.stringify(workflow, null, 2)}\n`], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${fileName(workflow.name)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A document from a file. @throws AppError `too_large`, `invalid_workflow` */
export async function readWorkflowFile(file: File): Promise<Workflow> {
  if (file.size > MAX_WORKFLOW_BYTES) throw new AppError("too_large", words.tooLarge);
  const parsed = workflowSchema.safeParse(await parseJson(file));
  if (!parsed.success) throw new AppError("invalid_workflow", words.notWorkflow);
  return parsed.data;
}

async function parseJson(file: File): Promise<unknown> {
  try {
    return JSON.parse(await file.text());
  } catch {
    throw new AppError("invalid_workflow", words.notJson);
  }
}

function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "") || "workflow";
}
