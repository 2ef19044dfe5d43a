import type { Notice } from "@/types/llm";
import type { ToolTable } from "./toolTable";
import type { WorkflowCall } from "./workflowEvents";

/** What a request of either protocol asks for. */
export interface Asked {
  /** As the client names it: `<provider>/<model>`, a plain name or `workflow/<id>`. */
  model: string;
  isStreamed: boolean;
  call: WorkflowCall;
  /** Calls of one conversation begin alike; clients tell by a name of their own. */
  conversation?: string;
  tools: ToolTable;
  /** What the request holds that has no effect here. */
  notices: Notice[];
}
