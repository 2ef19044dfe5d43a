import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command, CommandContext } from "@/cli/command";
import { refuseWithoutEach, runForEach } from "@/cli/each/eachCommand";
import { decodeText } from "@/lib/decodeText";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { parseJson } from "@/lib/security/requestBody";
import type { Services } from "@/lib/services";
import { createWorkflowSchema } from "@/types/api";
import { AppError, isAppError } from "@/types/errors";
import { ownTable } from "@/types/own";
import type { Value } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { followAndShow } from "./followAndShow";
import { readInputFile, toEncoding } from "./inputFiles";
import { requireKnownInputs } from "./inputNames";
import { toRunInputs } from "./runInputs";

/** The id under which runs of a file without one are kept. */
const FILE_ID = "command-line";

/** Runs a workflow to its end with the engine, cache and journal of the server. */
export const run: Command = {
  usage:
    "run <file|id> [--input name=<value|@file>]… [--encoding name] [--json] [--no-cache] [--each <rows.csv|folder> [--each-input name] [--out folder] [--parallel n]]",
  summary:
    "Run a workflow: progress on stderr, outputs on stdout. With --each once for each row of a CSV, TSV or JSONL file, or for each file of a folder.",
  options: {
    input: { type: "string", multiple: true },
    encoding: { type: "string" },
    json: { type: "boolean" },
    "no-cache": { type: "boolean" },
    each: { type: "string" },
    "each-input": { type: "string" },
    out: { type: "string" },
    parallel: { type: "string" },
  },
  maxPositionals: 1,
  isPersonal: true,
  run: async ({ services, terminal, positionals, options }) => {
    const [target] = positionals;
    if (target === undefined) throw new AppError("invalid_request", "Say which workflow to run: a file, or an id.");
    const workflow = await readWorkflow(target, services, terminal.directory);
    const inputs = await readInputs(options, services, terminal.directory);
    if (options.each !== undefined) return runForEach({ services, terminal, positionals, options }, workflow, inputs);
    refuseWithoutEach(options);
    requireKnownInputs(workflow, Object.keys(inputs));
    const read = toRunInputs(workflow, namedInputsOf(workflow), inputs);
    const { id } = await services.runs.start(workflow, { inputs: read, useCache: options["no-cache"] !== true });
    return followAndShow(id, workflow, { runs: services.runs, terminal, asJson: options.json === true });
  },
};

async function readWorkflow(target: string, { workflows }: Services, directory: string): Promise<Workflow> {
  // What is no file may be the id of a saved workflow; a file that cannot be read is told below.
  const bytes = await readFile(resolve(directory, target)).catch(() => undefined);
  if (bytes === undefined) {
    if (!target.endsWith(".json")) return readSaved(target, workflows);
    throw new AppError("invalid_request", `There is no file ${target} that can be read.`);
  }
  const parsed = createWorkflowSchema.safeParse(parseJson(decodeText(bytes, target)));
  if (parsed.success) return { revision: 1, ...parsed.data, id: parsed.data.id ?? FILE_ID };
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? "" : ` ${issue.path.join(".")}: ${issue.message}`;
  throw new AppError("invalid_workflow", `${target} is not a workflow.${where}`);
}

/** @throws AppError `not_found` for anything but an id, a name too */
async function readSaved(id: string, workflows: Services["workflows"]): Promise<Workflow> {
  try {
    return await workflows.read(id);
  } catch (error) {
    if (!isAppError(error) || error.code !== "not_found") throw error;
    const ids = (await workflows.list()).flatMap((saved) => (saved.name === id ? saved.id : []));
    throw new AppError("not_found", noneSaved(id, ids), {}, { cause: error });
  }
}

function noneSaved(target: string, ids: readonly string[]): string {
  if (ids.length === 1) return `“${target}” is the name of a workflow. Its id is ${ids[0]}.`;
  if (ids.length > 1) return `“${target}” is the name of ${ids.length} workflows. Their ids are ${ids.join(", ")}.`;
  return `There is no file and no saved workflow “${target}”. An id stands in the address of the canvas, behind workflow=.`;
}

async function readInputs(
  { input: given, encoding }: CommandContext["options"],
  services: Services,
  directory: string,
): Promise<Record<string, Value>> {
  const inputs = ownTable<Value>();
  const givenAs = toEncoding(encoding);
  for (const pair of Array.isArray(given) ? given : []) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(String(pair)) ?? [];
    if (name === undefined || value === undefined) {
      throw new AppError("invalid_request", `Write inputs as name=value or name=@file, not as ${pair}.`);
    }
    inputs[name] = value.startsWith("@") ? await readInputFile(value.slice(1), services, directory, givenAs) : value;
  }
  return inputs;
}
