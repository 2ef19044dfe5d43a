import { type Command, type CommandContext, type ExitCode, exitCodes } from "@/cli/command";
import { toTable } from "@/cli/table";
import type { AuditLog } from "@/lib/storage/peoplePorts";
import { AppError } from "@/types/errors";
import { type AuditEntry, type AuditKind, auditKindSchema, auditKinds } from "@/types/people";

const PAGE = 500;
/** Entries that are shown where nobody says since when. */
const LAST = 50;

/** Whoever has the terminal of a server, and its secret, may do what an admin may. */
export const audit: Command = {
  usage: "audit [--since TIME] [--kind KIND] [--json]",
  summary: `Show who did what, newest first, where a database is shared: the last ${LAST}, or all since a time. Kinds: ${auditKinds.join(", ")}.`,
  options: { since: { type: "string" }, kind: { type: "string" }, json: { type: "boolean" } },
  maxPositionals: 0,
  async run({ services, terminal, options }): Promise<ExitCode> {
    if (services.people === undefined)
      throw new AppError("invalid_request", "Only a shared database has an audit log. Set DATABASE_URL.");
    const sinceMs = toTime(options.since);
    const rows: string[][] = [];
    for await (const entry of entriesOf(services.people.audit, toKind(options.kind), sinceMs)) {
      if (options.json) terminal.print(JSON.stringify(entry));
      else rows.push(toRow(entry));
    }
    if (rows.length > 0) terminal.print(toTable(["When", "Who", "What", "About", "From", "More"], rows));
    return exitCodes.done;
  },
};

async function* entriesOf(
  audit: Pick<AuditLog, "list">,
  kind: AuditKind | undefined,
  sinceMs: number | undefined,
): AsyncGenerator<AuditEntry> {
  const limit = sinceMs === undefined ? LAST : PAGE;
  let before: string | undefined;
  for (;;) {
    const page = await audit.list({ before, kind, limit });
    for (const entry of page) {
      if (sinceMs !== undefined && Date.parse(entry.at) < sinceMs) return;
      yield entry;
    }
    if (sinceMs === undefined || page.length < limit) return;
    before = page.at(-1)?.id;
  }
}

function toRow({ at, person, kind, about = "", address = "", details = {} }: AuditEntry): string[] {
  const more = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  return [at, person?.name ?? "", kind, about, address, more.join(", ")];
}

type Option = CommandContext["options"][string];

function toTime(since: Option): number | undefined {
  if (since === undefined) return undefined;
  const timeMs = Date.parse(String(since));
  if (Number.isNaN(timeMs)) throw new AppError("invalid_request", "--since wants a time, for example 2026-11-29.");
  return timeMs;
}

function toKind(kind: Option): AuditKind | undefined {
  if (kind === undefined) return undefined;
  const known = auditKindSchema.safeParse(kind);
  if (!known.success) throw new AppError("invalid_request", `--kind wants one of ${auditKinds.join(", ")}.`);
  return known.data;
}
