import { planGraph } from "@/lib/graph/plan";
import { portsOf } from "@/lib/nodes/nodeKinds";
import type { RunEventBody } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import { type ResumePoint, toResumePoint } from "./resumePoint";
import { wire } from "./testRun";

/** Where a test's run goes on after these events. */
export function resumePointOf(
  events: (RunEventBody & { at?: string })[],
  nodes: WorkflowNode[],
  arrows: string[],
  options?: { retryFailed: boolean },
): ResumePoint {
  return toResumePoint(events, planGraph({ nodes, edges: arrows.map(wire) }, portsOf), options);
}
