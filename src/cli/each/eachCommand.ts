import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { CommandContext, ExitCode } from "@/cli/command";
import { readBytes, readInputFile, toEncoding, toText } from "@/cli/commands/inputFiles";
import { requireKnownInputs } from "@/cli/commands/inputNames";
import { toRunInputs } from "@/cli/commands/runInputs";
import { type NamedInput, namedInputsOf, namedOutputsOf } from "@/lib/nodes/namedInputs";
import { nameKey } from "@/lib/nodes/places";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { checkRows } from "./checkRows";
import { inputForFiles, readFolderRows } from "./folderRows";
import { openResults, type Results } from "./results";
import type { EachRow } from "./row";
import { runEach } from "./runEach";
import { isTableOfRows, readTableRows } from "./tableRows";

/** Options that go with `--each` alone. */
const ownOptions = ["each-input", "out", "parallel"] as const;

const fileTypes: ReadonlySet<string> = new Set(["imageInput", "fileInput"]);

const STANDARD_PARALLEL = 3;
const MAX_PARALLEL = 50;

/** @throws AppError `invalid_request` for options that mean nothing without `--each` */
export function refuseWithoutEach(options: CommandContext["options"]): void {
  const alone = ownOptions.find((name) => options[name] !== undefined);
  if (alone !== undefined) throw new AppError("invalid_request", `--${alone} goes with --each.`);
}

/**
 * Runs a workflow for each row of a table, or each file of a folder. `fixed` is given to all of them.
 * @throws AppError `invalid_request` before anything is spent, `storage_failed`
 */
export async function runForEach(
  { services, terminal, options }: CommandContext,
  workflow: Workflow,
  fixed: Record<string, Value>,
): Promise<ExitCode> {
  const { runs, assets } = services;
  const parallel = toParallel(options.parallel);
  const named = namedInputsOf(workflow);
  const rows = await readRows({ services, terminal, options }, { workflow, named, fixed: Object.keys(fixed) });
  const inputsOf = async (row: EachRow) => toRunInputs(workflow, named, { ...fixed, ...(await row.inputs()) });
  const checked = await checkRows(rows, { workflow, runs, inputsOf, signal: terminal.signal });
  let results: Results | undefined;
  if (typeof options.out === "string") {
    const formats = new Map(namedOutputsOf(workflow).map(({ name, format }) => [name, format]));
    results = await openResults({ folder: resolve(terminal.directory, options.out), rows: checked, formats, assets });
  }
  const asJson = options.json === true || !terminal.isRead;
  const useCache = options["no-cache"] !== true;
  try {
    const exitCode = await runEach({
      ...{ workflow, rows: checked, inputsOf, runs, terminal, parallel, useCache, asJson, results },
    });
    if (results !== undefined) terminal.say(`Results: ${join(String(options.out), "results.csv")}`);
    return exitCode;
  } finally {
    results?.close();
  }
}

function toParallel(given: CommandContext["options"][string]): number {
  if (given === undefined) return STANDARD_PARALLEL;
  const parallel = /^\d+$/.test(String(given)) ? Number(given) : 0;
  if (parallel >= 1 && parallel <= MAX_PARALLEL) return parallel;
  throw new AppError("invalid_request", `--parallel wants a number from 1 to ${MAX_PARALLEL}.`);
}

interface ReadFor {
  workflow: Workflow;
  named: readonly NamedInput[];
  /** Names of what `--input` gives. */
  fixed: readonly string[];
}

async function readRows(
  { services, terminal, options }: Omit<CommandContext, "positionals">,
  { workflow, named, fixed }: ReadFor,
): Promise<EachRow[]> {
  const { directory } = terminal;
  const encoding = toEncoding(options.encoding);
  const path = String(options.each);
  const readFile = (file: string) => readInputFile(file, services, directory, encoding);
  const requireKnown = (names: readonly string[]) => {
    refuseTwice(names, fixed);
    requireKnownInputs(workflow, [...names, ...fixed]);
  };
  const found = await stat(resolve(directory, path)).catch(() => undefined);
  if (found?.isDirectory()) {
    const input = inputForFiles(named, textOf(options["each-input"]), fixed);
    requireKnown([input]);
    return readFolderRows({ path, directory, input, readFile });
  }
  if (options["each-input"] !== undefined) {
    throw new AppError(
      "invalid_request",
      "--each-input goes with a folder; columns of a table are called as inputs are.",
    );
  }
  if (!isTableOfRows(path)) {
    throw new AppError("invalid_request", `--each wants a folder, or a file that ends with .csv, .tsv or .jsonl.`);
  }
  const text = toText(await readBytes(path, directory), path, encoding);
  // Paths in a table begin beside it.
  const besideTable = (file: string) => readFile(resolve(directory, dirname(path), file));
  return readTableRows({ path, text, kindOf: kindsOf(workflow, named), requireKnown, readFile: besideTable });
}

/** Nodes that nobody named are given something under their id. */
function kindsOf({ nodes }: Workflow, named: readonly NamedInput[]): (name: string) => NamedInput["kind"] | undefined {
  const kinds = new Map(named.map(({ name, kind }) => [nameKey(name), kind]));
  const types = new Map(nodes.map(({ id, type }) => [id, type]));
  return (name) => kinds.get(nameKey(name)) ?? (fileTypes.has(types.get(name) ?? "") ? "file" : undefined);
}

function textOf(value: CommandContext["options"][string]): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function refuseTwice(names: readonly string[], fixed: readonly string[]): void {
  const taken = new Set(fixed.map(nameKey));
  const twice = names.find((name) => taken.has(nameKey(name)));
  if (twice !== undefined) throw new AppError("invalid_request", `${twice} is given by --input and by --each.`);
}
