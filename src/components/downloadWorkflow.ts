import type { Workflow } from "@/types/workflow";
import { downloadFile, toFileName } from "./downloadFile";

/** Hands the document to the browser as a file to keep. */
export function downloadWorkflow(workflow: Workflow): void {
  const file = new Blob([`${JSON.stringify(workflow, null, 2)}\n`], { type: "application/json" });
  downloadFile(file, `${toFileName(workflow.name, "workflow")}.json`);
}
