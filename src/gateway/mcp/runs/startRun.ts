import type { McpCaller } from "@/gateway/mcp/tool";
import type { Children } from "@/lib/nodes/heldChildren";
import { isSingleCall } from "@/lib/nodes/isSingleCall";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { readInputs } from "@/lib/nodes/readInputs";
import type { RunRequest } from "@/lib/runs/runSetup";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { Workflow } from "@/types/workflow";

/**
 * Starts a run for a caller, with inputs by the names that the workflow has for them. `children` are the documents that
 * its nodes hold.
 * @throws AppError `invalid_request` naming an input, `invalid_workflow`, `plan_use_off` where only a shared plan could
 * pay for a workflow that is nothing but one model call
 */
export async function startRun(
  workflow: Workflow,
  given: Record<string, Value>,
  { children, useCache, caller }: { children: Children; useCache?: boolean; caller: McpCaller },
): Promise<string> {
  const request = { ...toRequest(workflow, given, caller), useCache };
  if (isSingleCall(workflow, children)) await refuseSharedPlan(workflow, request, caller);
  const { id } = await caller.services.runs.start(workflow, request);
  return id;
}

/** What a run, or its rehearsal, is asked for. @throws AppError `invalid_request` naming an input */
export function toRequest(workflow: Workflow, given: Record<string, Value>, { through }: McpCaller): RunRequest {
  return { inputs: readInputs(namedInputsOf(workflow), given), through };
}

/** Says why before anything is started, where a run that is one call would find out with it. */
async function refuseSharedPlan(workflow: Workflow, request: RunRequest, { services }: McpCaller): Promise<void> {
  const { warnings } = await services.preflight(workflow, request);
  const refusal = warnings.find(({ code }) => code === "plan_use_off");
  if (refusal === undefined) return;
  const message = `This workflow is nothing but one model call, and a plan that is shared with Patchbay pays for workflows alone when another program runs them. Use an account that signs in the other way, or an API key. (${refusal.message})`;
  throw new AppError("plan_use_off", message, refusal.node === undefined ? {} : { nodes: [refusal.node] });
}
