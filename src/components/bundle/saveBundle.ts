import { downloadFile, toFileName } from "@/components/downloadFile";
import { versions as messages } from "@/components/messages/versions";
import { toast } from "@/components/ui/toast";
import type { Workflow } from "@/types/workflow";
import { packWorkflow } from "./bundle";

/** Hands a document with its files to the browser, and says what could not come along. @throws TypeError offline */
export async function saveBundle(workflow: Workflow): Promise<void> {
  const { file, missing } = await packWorkflow(workflow);
  downloadFile(file, `${toFileName(workflow.name, "workflow")}.zip`);
  toast.success(messages.bundle.exported, missing > 0 ? { description: messages.bundle.missing(missing) } : undefined);
}
