import type { CallToolResult } from "@modelcontextprotocol/server";
import { z } from "zod";
import { toVerdict, workflowOf } from "@/gateway/mcp/building/checking";
import { checkWithHeld } from "@/gateway/mcp/building/checkWithHeld";
import { givenWorkflowSchema } from "@/gateway/mcp/building/givenWorkflow";
import { defineTool, jsonResult, MAX_WAIT_SECONDS, type ToolCall } from "@/gateway/mcp/tool";
import { inWords } from "@/gateway/mcp/toolSchema";
import { type GivenAnswer, givenAnswerSchema, MAX_ANSWERS } from "@/types/answers";
import { runInputsSchema } from "@/types/api";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { idSchema, type Workflow } from "@/types/workflow";
import { type FollowedRun, followRun } from "./followRun";
import { pictureBlocks } from "./pictureBlocks";
import { toRunResult } from "./runResult";
import { startRun, toRequest } from "./startRun";

const target = {
  id: idSchema.optional().describe("Of a saved workflow."),
  workflow: givenWorkflowSchema.meta(inWords("Or the document itself, as validate_workflow takes it.")).optional(),
  inputs: runInputsSchema.meta(inWords("Values by name, as validate_workflow and get_workflow tell them.")).default({}),
};
const waitSeconds = z.number().min(0).max(MAX_WAIT_SECONDS).optional();

/** What is left of a run that was followed for no time: time to read its journal, in milliseconds. */
const LOOK_MS = 250;

export const preflightWorkflow = defineTool({
  name: "preflight_workflow",
  title: "Count what a run would cost",
  description:
    'What a run would do, without doing it: the model calls (after the cache) with who would pay and an estimate of tokens, what is left of plans, and what would stop it. Spends nothing. Example: { "id": "3f0c…", "inputs": { "topic": "rain" } }.',
  input: z.object(target).strict(),
  annotations: { readOnlyHint: true, openWorldHint: true },
  call: async ({ inputs, ...given }, { caller }) => {
    const workflow = await workflowOf(given, caller.services);
    const { faults } = await checkWithHeld(workflow, caller.services);
    if (faults.length > 0) return jsonResult({ ok: false, calls: [], faults });
    const preflight = await caller.services.preflight(workflow, toRequest(workflow, inputs, caller));
    return jsonResult({ ok: preflight.warnings.length === 0, ...preflight });
  },
});

export const runWorkflow = defineTool({
  name: "run_workflow",
  title: "Run a workflow",
  description:
    'Runs a saved workflow or a document that you bring, and answers with its outputs. It spends what its model calls cost (preflight_workflow counts them). Results are kept: the same call with the same inputs is not paid for twice. A run that takes long, is parked by a usage limit, or asks a person, is answered with its id. Example: { "id": "3f0c…", "inputs": { "topic": "rain" } }; with "wait": false it answers at once.',
  input: z
    .object({
      ...target,
      wait: z.boolean().default(true).describe("False answers at once with the id of the run."),
      wait_seconds: waitSeconds.describe("How long to wait for the end; then get_run follows it."),
      use_cache: z.boolean().default(true).describe("False calls the models again even where a result is kept."),
    })
    .strict(),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  call: async ({ inputs, wait, wait_seconds, use_cache, ...given }, call) => {
    const workflow = await workflowOf(given, call.caller.services);
    const seconds = wait ? wait_seconds : 0;
    return runToEnd(workflow, inputs, call, { seconds, useCache: use_cache });
  },
});

/** Starts a run and follows it: what every tool that runs something does. */
export async function runToEnd(
  workflow: Workflow,
  inputs: Record<string, Value>,
  call: ToolCall,
  { seconds, useCache }: { seconds?: number; useCache?: boolean } = {},
) {
  const { faults, children } = await checkWithHeld(workflow, call.caller.services);
  if (faults.length > 0) return jsonResult(toVerdict(workflow, { faults, notes: [] }), { isError: true });
  const id = await startRun(workflow, inputs, { children, useCache, caller: call.caller });
  return answer(await followRun(id, workflow, call, waitMsOf(seconds, call)), call);
}

function waitMsOf(seconds: number | undefined, { caller }: ToolCall): number {
  return seconds === undefined ? caller.waitMs : Math.max(LOOK_MS, seconds * 1000);
}

export const getRun = defineTool({
  name: "get_run",
  title: "Read a run",
  description:
    'Where a run stands: status, outputs, problems by node, tokens and who paid, and what it waits for. Example: { "id": "…", "wait_seconds": 45 } waits for its end that long.',
  input: z.object({ id: idSchema, wait_seconds: waitSeconds }).strict(),
  annotations: { readOnlyHint: true, openWorldHint: false },
  call: async ({ id, wait_seconds = 0 }, call) => answerRead(await read(id, call, wait_seconds), call),
});

/** Who only looks stops nothing by turning away. */
async function read(id: string, call: ToolCall, seconds: number): Promise<FollowedRun> {
  const gone = AbortSignal.any([call.gone, call.cancelled]);
  const looking = { ...call, gone, cancelled: new AbortController().signal };
  const { workflowId } = await call.caller.services.runs.read(id);
  const workflow = await titlesOf(workflowId, call);
  return followRun(id, workflow, looking, waitMsOf(seconds, call));
}

/** For words alone: the document may have changed or gone since. */
async function titlesOf(id: string | undefined, { caller }: ToolCall): Promise<Pick<Workflow, "nodes">> {
  const none = { nodes: [] };
  return id === undefined ? none : caller.services.workflows.read(id).catch(() => none);
}

async function answer(followed: FollowedRun, { caller }: ToolCall): Promise<CallToolResult> {
  const { content, ...result } = toRunResult(followed);
  return { ...result, content: [...content, ...(await pictureBlocks(followed.summary, caller.services.assets))] };
}

/** That a run has failed is what was asked, and no failure to read it. */
async function answerRead(followed: FollowedRun, call: ToolCall): Promise<CallToolResult> {
  const { isError: _, ...result } = await answer(followed, call);
  return result;
}

export const cancelRun = defineTool({
  name: "cancel_run",
  title: "Stop a run",
  description:
    'Stops a run that is at work, or gives up one that is parked or waits. Results of nodes that are done stay. Example: { "id": "…" }.',
  input: z.object({ id: idSchema }).strict(),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  call: async ({ id }, call) => {
    await call.caller.services.runs.cancel(id);
    return answerRead(await read(id, call, 0), call);
  },
});

const given = givenAnswerSchema.meta(inWords("node, item?, path?, approved, value?"));

export const answerRun = defineTool({
  name: "answer_run",
  title: "Answer a review of a run",
  description:
    'Answers what a run asks, where that is a review: get_run lists its questions with node and, of a list, item. Answer only where the person you work for has decided, or has left the decision to you. "value" is the text as it is to go on (mode edit), or one of the options (mode choose). What a tool may do is never answered here. Example: { "id": "…", "node": "check", "item": 0, "approved": true }; many at once: "answers".',
  input: z
    .object({
      id: idSchema,
      ...givenAnswerSchema.partial().shape,
      answers: z.array(given).min(1).max(MAX_ANSWERS).optional(),
      wait_seconds: waitSeconds.describe("How long to wait for the end of the run."),
    })
    .strict(),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  call: async ({ id, answers, wait_seconds, ...one }, call) => {
    await call.caller.services.runs.answer(id, { answers: answers ?? [toAnswer(one)], reviewsOnly: true });
    return answerRead(await read(id, call, wait_seconds ?? 0), call);
  },
});

function toAnswer(one: Partial<GivenAnswer>): GivenAnswer {
  const { success, data } = givenAnswerSchema.safeParse(one);
  if (success) return data;
  throw new AppError("invalid_request", "Say which node is answered, and whether its value is approved.");
}
