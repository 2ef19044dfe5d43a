import { type RequestMethod, requestMethods } from "@/lib/nodes/requestPort";
import type { WorkflowNode } from "@/types/workflow";

export const methodOptions = requestMethods.map((value) => ({ value, label: value }));

/** How a request asks; GET for a file from elsewhere that holds something else. */
export function methodOf({ data }: WorkflowNode): RequestMethod {
  return requestMethods.find((known) => known === data.method) ?? "GET";
}
