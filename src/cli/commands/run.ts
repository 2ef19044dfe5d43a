import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Command, CommandContext, ExitCode, Terminal } from "@/cli/command";
import { exitCodes } from "@/cli/command";
import { isContainer } from "@/lib/containerType";
import { decodeText, type Encoding, encodings, isEncoding } from "@/lib/decodeText";
import { documentKindOf, documentMimes } from "@/lib/documentType";
import { imageTypeOf } from "@/lib/imageType";
import { parseJson } from "@/lib/security/requestBody";
import type { Services } from "@/lib/services";
import { createWorkflowSchema } from "@/types/api";
import { AppError, type ErrorAction, type ErrorCode, isAppError } from "@/types/errors";
import { ownTable } from "@/types/own";
import type { RunEvent, RunSummary, Value } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { type BesideAnswers, noteBeside } from "./besideAnswers";
import { requireKnownInputs } from "./inputNames";
import { createProgress } from "./runProgress";

const signInCodes: ReadonlySet<string> = new Set<ErrorCode>(["auth_required", "reauth_required"]);
/** What a person can do about a payer that is not there. */
const signInActions: ReadonlySet<string> = new Set<ErrorAction>(["connect", "reconnect", "add_key"]);

/** The id under which runs of a file without one are kept. */
const FILE_ID = "command-line";

/** Runs a workflow to its end with the engine, cache and journal of the server. */
export const run: Command = {
  usage: "run <file|id> [--input name=<value|@file>]… [--encoding name] [--json] [--no-cache]",
  summary: "Run a workflow: progress on stderr, outputs on stdout.",
  options: {
    input: { type: "string", multiple: true },
    encoding: { type: "string" },
    json: { type: "boolean" },
    "no-cache": { type: "boolean" },
  },
  maxPositionals: 1,
  isPersonal: true,
  run: async ({ services, terminal, positionals, options }) => {
    const [target] = positionals;
    if (target === undefined) throw new AppError("invalid_request", "Say which workflow to run: a file, or an id.");
    const workflow = await readWorkflow(target, services, terminal.directory);
    const inputs = await readInputs(options, services, terminal.directory);
    requireKnownInputs(workflow, Object.keys(inputs));
    const { id } = await services.runs.start(workflow, { inputs, useCache: options["no-cache"] !== true });
    const { lacksSignIn, beside } = await follow(id, workflow, services, terminal);
    const summary = await services.runs.read(id);
    show(summary, beside, terminal, options.json === true);
    return exitCodeOf(summary, lacksSignIn);
  },
};

async function readWorkflow(target: string, { workflows }: Services, directory: string): Promise<Workflow> {
  // What is no file may be the id of a saved workflow; a file that cannot be read is told below.
  const bytes = await readFile(resolve(directory, target)).catch(() => undefined);
  if (bytes === undefined) {
    if (!target.endsWith(".json")) return workflows.read(target);
    throw new AppError("invalid_request", `There is no file ${target} that can be read.`);
  }
  const parsed = createWorkflowSchema.safeParse(parseJson(decodeText(bytes, target)));
  if (parsed.success) return { revision: 1, ...parsed.data, id: parsed.data.id ?? FILE_ID };
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? "" : ` ${issue.path.join(".")}: ${issue.message}`;
  throw new AppError("invalid_workflow", `${target} is not a workflow.${where}`);
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

/** @throws AppError `invalid_request` with the names there are */
function toEncoding(name: CommandContext["options"][string]): Encoding | undefined {
  if (name === undefined || (typeof name === "string" && isEncoding(name))) return name;
  const names = Object.keys(encodings).join(", ");
  throw new AppError("invalid_request", `There is no encoding ${name}. There are: ${names}.`);
}

/** A picture or a document as an asset, a text as itself. */
async function readInputFile(
  path: string,
  { assets }: Services,
  directory: string,
  encoding: Encoding | undefined,
): Promise<Value> {
  const bytes = await readFile(resolve(directory, path)).catch(() => {
    throw new AppError("invalid_request", `The file ${path} cannot be read.`);
  });
  const mime = imageTypeOf(bytes);
  if (mime !== undefined) return assets.put(bytes, mime);
  if (isContainer(bytes))
    return { ...(await assets.put(bytes, documentMimes[documentKindOf(bytes)])), name: basename(path) };
  try {
    return decodeText(bytes, path, encoding);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const names = Object.keys(encodings).join(", ");
    throw new AppError(error.code, `${error.message} The option is --encoding, with one of: ${names}.`, error.facts);
  }
}

/** Tells what happens until the run ends; Ctrl-C stops it. */
async function follow(
  id: string,
  workflow: Workflow,
  { runs }: Services,
  terminal: Terminal,
): Promise<{ lacksSignIn: boolean; beside: BesideAnswers }> {
  // Where it cannot be stopped, its events tell how it goes on.
  const stop = () => void runs.cancel(id).catch(() => undefined);
  terminal.signal.addEventListener("abort", stop, { once: true });
  if (terminal.signal.aborted) stop();
  const tell = createProgress(workflow, terminal.say);
  let lacksSignIn = false;
  const beside: BesideAnswers = {};
  try {
    for await (const event of runs.events(id, 0, new AbortController().signal)) {
      tell(event);
      noteBeside(beside, event);
      lacksSignIn ||= asksForSignIn(event);
    }
  } finally {
    terminal.signal.removeEventListener("abort", stop);
  }
  return { lacksSignIn, beside };
}

/** A payer is not there: the code or the next step says so, since a plan that may not be used has a code of its own. */
function asksForSignIn(event: RunEvent): boolean {
  const error = event.type === "node-error" || event.type === "node-item" ? event.error : undefined;
  // A base URL that leads nowhere is changed in the same place, and is no lack of a key.
  if (error === undefined || error.code === "upstream_rejected") return false;
  return signInCodes.has(error.code) || signInActions.has(error.action ?? "");
}

function show(
  { id, status, outputs = {}, problems, usage, payers, counts }: RunSummary,
  beside: BesideAnswers,
  terminal: Terminal,
  asJson: boolean,
) {
  if (asJson) {
    // What is not there is left out.
    const answers = Object.keys(beside).length === 0 ? undefined : beside;
    const whole = { id, status, outputs, answers, problems, calls: counts.calls, usage, payers };
    terminal.print(JSON.stringify(whole, null, 2));
    return;
  }
  const named = Object.entries(outputs);
  for (const [name, value] of named) {
    if (named.length > 1) terminal.print(`# ${name}`);
    terminal.print(typeof value === "string" ? value : JSON.stringify(value, null, 2));
  }
}

function exitCodeOf({ status }: RunSummary, lacksSignIn: boolean): ExitCode {
  if (status === "completed") return exitCodes.done;
  if (status === "parked") return exitCodes.parked;
  return lacksSignIn ? exitCodes.signInNeeded : exitCodes.failed;
}
