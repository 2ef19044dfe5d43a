import { z } from "zod";
import { defineTool, jsonResult } from "@/gateway/mcp/tool";
import { withToolsAsked } from "@/lib/nodes/askedTools";
import { type NamedInput, namedInputsOf, namedOutputsOf } from "@/lib/nodes/namedInputs";
import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { checkWithHeld } from "./checkWithHeld";
import { type GivenWorkflow, givenWorkflowSchema, toWorkflow } from "./givenWorkflow";
import { withKeptSettings } from "./keptSettings";
import type { WorkflowCheck, WorkflowFault } from "./workflowFaults";

const EXAMPLE =
  '{ "workflow": { "name": "Haiku", "nodes": [{ "id": "ask", "type": "prompt", "data": { "text": "Write a haiku about {{topic}}." } }, { "id": "write", "type": "llmGenerate", "data": { "provider": "openai-auth", "model": "gpt-5.5" } }, { "id": "haiku", "type": "output", "data": { "name": "haiku" } }], "edges": [{ "source": "ask.text", "target": "write.prompt" }, { "source": "write.text", "target": "haiku.value" }] } }';

export const validateWorkflow = defineTool({
  name: "validate_workflow",
  title: "Check a workflow",
  description: `Every fault of a workflow at once, each with the node or wire it is about and what to do, and the inputs and outputs that it would have. Costs nothing. Check before you save or run. Example: ${EXAMPLE}`,
  input: z.object({ workflow: givenWorkflowSchema }).strict(),
  // What does not even have the form is told as faults too.
  read: z.object({ workflow: z.unknown() }) as unknown as z.ZodType<{ workflow: GivenWorkflow }>,
  annotations: { readOnlyHint: true, openWorldHint: false },
  call: async ({ workflow: given }, { caller }) => {
    const read = givenWorkflowSchema.safeParse(given);
    if (!read.success) {
      const faults: WorkflowFault[] = read.error.issues.map((issue) => toFormFault(issue, given));
      return jsonResult({ ok: false, faults });
    }
    const workflow = await readGiven(read.data, caller.services);
    return jsonResult(toVerdict(workflow, await checkWithHeld(workflow, caller.services)));
  },
});

function toFormFault({ path, message }: z.core.$ZodIssue, given: unknown): WorkflowFault {
  const at = path.join(".");
  const [list, index] = path;
  const ids = z.object({ nodes: z.array(z.unknown()) }).safeParse(given).data?.nodes;
  const node =
    list === "nodes" && typeof index === "number" ? z.object({ id: z.string() }).safeParse(ids?.[index]) : undefined;
  return {
    ...(node?.data === undefined ? {} : { node: node.data.id }),
    path: at,
    message: `${at === "" ? "The workflow" : at} does not fit: ${message.replace(/^Invalid \w+: /, "")}.`,
    fix: "The input schema of this tool says what it takes; list_node_kinds has the kinds.",
  };
}

/** What is told of a workflow that was looked through. */
export function toVerdict(workflow: Workflow, { faults, notes }: WorkflowCheck) {
  const isDrawable = faults.every(({ path }) => path === undefined);
  return {
    ok: faults.length === 0,
    faults,
    ...(notes.length === 0 ? {} : { notes }),
    // Of a graph with two nodes of one name, nothing can be said.
    ...(isDrawable ? { inputs: namedInputsOf(workflow).map(toInputView), outputs: namedOutputsOf(workflow) } : {}),
  };
}

/** What stands there already is seen by how it begins. In characters. */
const MAX_DEFAULT = 200;

function toInputView({ name, kind, title, hint, required, options, default: standing }: NamedInput) {
  const isLong = typeof standing === "string" && standing.length > MAX_DEFAULT;
  const shown = isLong ? `${standing.slice(0, MAX_DEFAULT)}…` : standing;
  return {
    ...{ name, kind, required },
    ...(title === name ? {} : { title }),
    ...(hint === undefined ? {} : { hint }),
    ...(options === undefined ? {} : { options }),
    ...(shown === undefined ? {} : { default: shown }),
  };
}

/** The document that a program means by what it wrote; tools do not act in it without a question. @throws AppError `storage_failed` */
export async function readGiven(given: GivenWorkflow, { workflows, settings }: Services): Promise<Workflow> {
  const workflow = toWorkflow(await withKeptSettings(given, workflows), await settings.read());
  return { ...workflow, nodes: withToolsAsked(workflow.nodes) };
}

/** The workflow that a call means: one that is saved, or one that it brings. @throws AppError `invalid_request`, `not_found`, `invalid_workflow` */
export async function workflowOf(
  { id, workflow }: { id?: string; workflow?: GivenWorkflow },
  services: Services,
): Promise<Workflow> {
  if ((id === undefined) === (workflow === undefined)) {
    throw new AppError("invalid_request", "Give either id, of a saved workflow, or workflow, the document itself.");
  }
  if (id !== undefined) return services.workflows.read(id);
  return readGiven(givenWorkflowSchema.parse(workflow), services);
}
