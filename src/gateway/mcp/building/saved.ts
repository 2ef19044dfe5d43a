import { randomUUID } from "node:crypto";
import { z } from "zod";
import { defineTool, jsonResult, type McpCaller } from "@/gateway/mcp/tool";
import { workflowUri } from "@/gateway/mcp/uris";
import { checkDocument } from "@/lib/graph/documentFaults";
import { AppError, isAppError } from "@/types/errors";
import { idSchema, type Workflow } from "@/types/workflow";
import { readGiven, toVerdict } from "./checking";
import { checkWithHeld } from "./checkWithHeld";
import { givenWorkflowSchema } from "./givenWorkflow";
import { markLongSettings } from "./keptSettings";

/** More would fill the context of whoever asks. */
const MAX_LISTED = 200;

export const listWorkflows = defineTool({
  name: "list_workflows",
  title: "List workflows",
  description:
    'The saved workflows, latest changed first: id, name, revision, number of nodes, and the name of the tool that it is offered as. Example: {} or { "query": "invoice" } for those whose name has the word.',
  input: z.object({ query: z.string().max(200).optional() }).strict(),
  annotations: { readOnlyHint: true, openWorldHint: false },
  call: async ({ query = "" }, { caller, toolNames }) => {
    const word = query.toLocaleLowerCase();
    const found = (await caller.services.workflows.list())
      .filter(({ name }) => name.toLocaleLowerCase().includes(word))
      .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
    const names = await toolNames();
    const workflows = found
      .slice(0, MAX_LISTED)
      .map(({ drawing: _, ...summary }) => ({ ...summary, ...asTool(names.get(summary.id)) }));
    const left = found.length - workflows.length;
    return jsonResult({ workflows, ...(left === 0 ? {} : { more: `${left} more: narrow the list by a query.` }) });
  },
});

export const getWorkflow = defineTool({
  name: "get_workflow",
  title: "Read a workflow",
  description:
    'A saved workflow whole, with what a check says of it and the inputs and outputs that it has. Its revision is needed to save a change. Example: { "id": "3f0c…" }.',
  input: z.object({ id: idSchema }).strict(),
  annotations: { readOnlyHint: true, openWorldHint: false },
  call: async ({ id }, { caller }) => {
    const workflow = await caller.services.workflows.read(id);
    const { layout: _, ...rest } = workflow;
    const document = { ...rest, nodes: markLongSettings(rest.nodes) };
    const about = `Without its layout, which a save keeps where it brings none. The whole document is the resource ${workflowUri(id)}.`;
    return jsonResult({
      workflow: document,
      about,
      ...toVerdict(workflow, await checkWithHeld(workflow, caller.services)),
    });
  },
});

export const saveWorkflow = defineTool({
  name: "save_workflow",
  title: "Save a workflow",
  description:
    "Saves a workflow: a new one where it has no id, else a change of the one with this id, which needs the revision that you read (a conflict tells the newer one). What it replaces is kept as a version, so that a person can take it back. Faults are told, and do not keep it from being saved. Set settings.offer to true, with settings.description, to make it a tool of its own here.",
  input: z.object({ workflow: givenWorkflowSchema }).strict(),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  role: "editor",
  call: async ({ workflow: given }, { caller, toolNames, offersChanged }) => {
    const { id, revision } = given;
    const isNew = id === undefined || (revision ?? 0) === 0;
    if (id !== undefined && revision === undefined && (await isTaken(id, caller))) {
      const message = `There is a workflow ${id}. Read it with get_workflow, and send its revision with your change.`;
      throw new AppError("conflict", message, { id });
    }
    const saved = isNew ? await create(given, caller) : await update(given, caller);
    offersChanged();
    const check = toVerdict(saved, await checkWithHeld(saved, caller.services));
    const about = { id: saved.id, revision: saved.revision, created: isNew, uri: workflowUri(saved.id) };
    return jsonResult({ ...about, ...asTool((await toolNames()).get(saved.id)), ...check });
  },
});

function asTool(tool: string | undefined) {
  return tool === undefined ? {} : { tool };
}

type Given = z.infer<typeof givenWorkflowSchema>;

async function isTaken(id: string, { services }: McpCaller): Promise<boolean> {
  return (await services.workflows.list()).some((workflow) => workflow.id === id);
}

async function create({ id = randomUUID(), ...given }: Given, { services }: McpCaller): Promise<Workflow> {
  const workflow = await readGiven({ ...given, id, revision: 0 }, services);
  checkDocument(workflow);
  return services.workflows.create(workflow);
}

/** Places stay where nothing is said of them. */
async function update(given: Given, { services }: McpCaller): Promise<Workflow> {
  const { id = "", layout, settings } = given;
  const current = await services.workflows.read(id);
  const kept = layout === undefined ? { layout: keptLayout(current, given) } : {};
  const offered = settings === undefined && current.settings !== undefined ? { settings: current.settings } : {};
  const workflow = await readGiven({ ...given, ...kept, ...offered }, services);
  checkDocument(workflow);
  try {
    return await services.workflows.update(workflow);
  } catch (error) {
    if (!isAppError(error) || error.code !== "conflict") throw error;
    const message = `The workflow is at revision ${current.revision} by now, and your change was made on ${workflow.revision}. Read it again with get_workflow, make your change there, and save that.`;
    throw new AppError("conflict", message, error.facts);
  }
}

/** Of the nodes and wires that are still there. */
function keptLayout({ layout }: Workflow, { nodes, edges }: Given): Workflow["layout"] {
  const [nodeIds, edgeIds] = [new Set(nodes.map(({ id }) => id)), new Set(edges.map(({ id }) => id))];
  const only = <T>(table: Record<string, T>, ids: ReadonlySet<string | undefined>) =>
    Object.fromEntries(Object.entries(table).filter(([id]) => ids.has(id)));
  return {
    ...layout,
    nodes: only(layout.nodes, nodeIds),
    ...(layout.edges === undefined ? {} : { edges: only(layout.edges, edgeIds) }),
  };
}
