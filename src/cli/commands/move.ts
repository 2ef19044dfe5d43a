import { resolve } from "node:path";
import { type Command, type CommandContext, type ExitCode, exitCodes } from "@/cli/command";
import { toTable } from "@/cli/table";
import type { Archive } from "@/lib/storage/archive";
import { type CopiedKind, copyArchive } from "@/lib/storage/copyArchive";
import { createFileArchive } from "@/lib/storage/file/fileArchive";
import { AppError } from "@/types/errors";

/** Copies what the data directory has into the database of the settings. */
export const moveToPostgres: Command = {
  usage: "move-to-postgres",
  summary: "Copy all of the data directory into the database of DATABASE_URL. Can be repeated.",
  options: {},
  maxPositionals: 0,
  run: async (context) => {
    const { services, terminal } = context;
    const target = databaseOf(context);
    let code: ExitCode;
    try {
      code = await copy(context, createFileArchive(services.config.dataDir), target);
    } finally {
      await leaveSharingBehind(context);
    }
    const { problem } = await services.auth.status();
    if (problem !== undefined) terminal.say(problem);
    terminal.say("Do not start Patchbay on that directory again: both would renew the same sign-ins.");
    return problem === undefined ? code : exitCodes.failed;
  },
};

/** Also when the copy ended half way: OpenAI's terms want these sign-ins on one person's own computer. */
async function leaveSharingBehind({ services, terminal }: CommandContext): Promise<void> {
  const left = await services.auth.leaveBehind("siwc");
  if (left.length === 0) return;
  terminal.say(`Plan sharing wants to be kept on one person's computer and was left there: ${left.join(", ")}.`);
}

/** Copies what the database has into a directory. */
export const moveToFiles: Command = {
  usage: "move-to-files DIRECTORY",
  summary:
    "Copy all of the database of DATABASE_URL into a directory, to be used as PATCHBAY_DATA_DIR. Can be repeated.",
  options: {},
  maxPositionals: 1,
  run: async (context) => {
    const [directory] = context.positionals;
    if (directory === undefined) throw new AppError("invalid_request", "Say into which directory.");
    return copy(context, databaseOf(context), createFileArchive(resolve(context.terminal.directory, directory)));
  },
};

function databaseOf({ services: { config, storage } }: CommandContext): Archive {
  if (config.database === undefined) throw new AppError("invalid_request", "Set DATABASE_URL to the database.");
  return storage.archive;
}

async function copy({ terminal }: CommandContext, source: Archive, target: Archive): Promise<ExitCode> {
  const all: CopiedKind[] = [];
  for await (const copied of copyArchive(source, target)) {
    terminal.say(`${copied.kind} …`, "dim");
    all.push(copied);
  }
  terminal.print(toTable(["What", "Found", "Copied", "Different there", "Unreadable"], all.map(toRow)));
  for (const { kind, different, refused } of all) {
    if (different.length > 0) terminal.say(`Left as they are there, since they differ: ${kind} ${some(different)}`);
    if (refused.length > 0)
      terminal.say(`Left where they were, damaged or of another version: ${kind} ${some(refused)}`);
  }
  return all.every(({ different, refused }) => different.length + refused.length === 0)
    ? exitCodes.done
    : exitCodes.failed;
}

function toRow({ kind, found, added, different, refused }: CopiedKind): string[] {
  return [kind, ...[found, added, different.length, refused.length].map(String)];
}

function some(keys: readonly string[]): string {
  const rest = keys.length - 10;
  return `${keys.slice(0, 10).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
