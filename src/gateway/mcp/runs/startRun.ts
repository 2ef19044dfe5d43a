import type { McpCaller } from "@/gateway/mcp/tool";
import { throughProgram } from "@/lib/nodes/isSingleCall";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { readInputs } from "@/lib/nodes/readInputs";
import type { RunRequest } from "@/lib/runs/runSetup";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { Workflow } from "@/types/workflow";

/**
 * Starts a run for a caller, with inputs by the names that the workflow has for them.
 * @throws AppError `invalid_request` naming an input, `invalid_workflow`, `plan_use_off` where only a shared plan could
 * pay for a workflow that is nothing but one model call
 */
export async function startRun(
  workflow: Workflow,
  given: Record<string, Value>,
  { useCache, caller }: { useCache?: boolean; caller: McpCaller },
): Promise<string> {
  const request = { ...(await toRequest(workflow, given, caller)), useCache };
  await refuseSharedPlan(workflow, request, caller);
  const { id } = await caller.services.runs.start(workflow, request);
  return id;
}

/** What a run, or its rehearsal, is asked for. @throws AppError `invalid_request` naming an input */
export async function toRequest(
  workflow: Workflow,
  given: Record<string, Value>,
  { through, services }: McpCaller,
): Promise<RunRequest> {
  const inputs = readInputs(namedInputsOf(workflow), given);
  const { children } = await services.runs.findChildren(workflow);
  return { inputs, through: throughProgram(through, workflow, children) };
}

/** Says why before anything is started, where the run would find out with its only call. */
async function refuseSharedPlan(workflow: Workflow, request: RunRequest, { services }: McpCaller): Promise<void> {
  if (request.through?.planSharing !== "never") return;
  const { warnings } = await services.preflight(workflow, request);
  const refusal = warnings.find(({ code }) => code === "plan_use_off");
  if (refusal === undefined) return;
  const message = `This workflow is nothing but one model call, and a plan that is shared with Patchbay pays for workflows alone when another program runs them. Use an account that signs in the other way, or an API key. (${refusal.message})`;
  throw new AppError("plan_use_off", message, refusal.node === undefined ? {} : { nodes: [refusal.node] });
}
