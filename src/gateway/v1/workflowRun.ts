import type { AccessKey } from "@/lib/access/accessKeys";
import { throughKey } from "@/lib/access/keyVisitor";
import { namedInputsOf, namedOutputsOf } from "@/lib/nodes/namedInputs";
import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";
import type { Payer } from "@/types/providers";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import type { AnswerEvent, WorkflowCall } from "./workflowEvents";
import { toWorkflowInputs } from "./workflowInputs";
import { readWorkflowModel } from "./workflowModels";
import { createTeller } from "./workflowTeller";
import { type TextOutput, textOutputsOf } from "./workflowText";

export interface WorkflowAsked {
  /** As the person whose key it is has them. */
  services: Pick<Services, "workflows" | "runs" | "assets" | "log" | "preflight">;
  key: AccessKey;
  requestId: string;
  /** Stops the run. */
  signal: AbortSignal;
}

type Started = Parameters<Services["runs"]["start"]>[1];

/**
 * The answer of a workflow: its run on what was said last, told as a model's answer. A run that is not heard to its
 * end is stopped.
 * @throws AppError `model_not_available`, `invalid_request`, `plan_use_off` before anything is spent; what kept the run
 * from an answer, with the run in its facts
 */
export async function* answerByWorkflow(
  { services, key, requestId, signal }: WorkflowAsked,
  model: string,
  call: WorkflowCall,
): AsyncGenerator<AnswerEvent, void, undefined> {
  const workflow = await readWorkflowModel(services.workflows, model);
  const { inputs, notices } = await toWorkflowInputs(namedInputsOf(workflow), call, services.assets);
  const request: Started = { inputs, through: throughKey("v1", key) };
  const outputs = textOutputsOf(workflow, namedOutputsOf(workflow));
  const payer = await payerOf(services, workflow, request, outputs);
  signal.throwIfAborted();
  const { id: run } = await services.runs.start(workflow, request);
  const teller = createTeller({ run, model, requestId, payer, outputs, notices, titleOf: titlesOf(workflow) });
  let isAnswered = false;
  try {
    for await (const batch of services.runs.batches(run, 0, signal)) {
      for (const event of batch) {
        for (const told of teller.take(event)) {
          isAnswered ||= told.type === "end";
          yield told;
        }
      }
      if (isAnswered) return;
    }
    signal.throwIfAborted();
    throw new AppError("upstream_interrupted", `The run ${run} is no longer at work here. Ask again.`, { run });
  } finally {
    // One that waits for a limit too: whoever asks again would else have several that go on at once.
    if (!isAnswered) await stop(services, run);
  }
}

/** Nobody is left to hear what keeps it from stopping. */
async function stop({ runs, log }: Pick<Services, "runs" | "log">, run: string): Promise<void> {
  await runs.cancel(run).catch((error: unknown) => {
    log.error("A run whose client had left could not be stopped.", error, { run });
  });
}

/**
 * Who would pay for the text, as far as that is known before the run.
 * @throws AppError `plan_use_off` where a plan would have to pay that may not here
 */
async function payerOf(
  { preflight }: Pick<Services, "preflight">,
  workflow: Workflow,
  request: NonNullable<Started>,
  [first]: readonly TextOutput[],
): Promise<Payer | undefined> {
  const { calls, warnings } = await preflight(workflow, request);
  const refusal = warnings.find(({ code }) => code === "plan_use_off");
  if (refusal !== undefined) throw new AppError("plan_use_off", refusal.message, { workflow: workflow.id });
  const paid = calls.filter(({ count, payer }) => count > 0 && payer !== undefined);
  const writer = workflow.nodes.find(({ id }) => id === first?.from.node);
  return (paid.find((call) => isOf(call, writer)) ?? paid[0])?.payer;
}

function isOf({ provider, model }: { provider: string; model: string }, writer: WorkflowNode | undefined): boolean {
  return writer?.data.provider === provider && writer.data.model === model;
}

function titlesOf({ nodes }: Workflow): (node: string) => string {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  return (node) => titles.get(node) || node;
}
