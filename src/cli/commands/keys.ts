import { type Command, type CommandContext, type ExitCode, exitCodes } from "@/cli/command";
import { findAccount } from "@/cli/findAccount";
import { payersOf } from "@/cli/payersOf";
import { runSubcommand } from "@/cli/subcommands";
import { toTable } from "@/cli/table";
import { type AccessKeyView, accessScopes, createAccessKeySchema } from "@/types/access";
import { AppError } from "@/types/errors";
import { toExpiry } from "./keyExpiry";

const subcommands = { list, create, revoke };

/** Access keys of other programs; API keys of providers are another thing. */
export const keys: Command = {
  usage:
    "keys [list [--json] | create NAME --scope SCOPE… [--account ACCOUNT]… [--expires 30d|DATE] | revoke ID|LAST-FOUR|NAME]",
  summary: `Show, make or revoke access keys for other programs. Scopes: ${accessScopes.join(", ")}. A new key stands alone on stdout.`,
  options: {
    scope: { type: "string", multiple: true },
    account: { type: "string", multiple: true },
    expires: { type: "string" },
    json: { type: "boolean" },
  },
  maxPositionals: 2,
  isPersonal: true,
  run: (context) => runSubcommand("keys", subcommands, context),
};

async function list({ services, person, terminal, options }: CommandContext): Promise<ExitCode> {
  const shown = await services.accessKeys.list(person?.id);
  if (options.json) terminal.print(JSON.stringify(shown, null, 2));
  else if (shown.length === 0) {
    terminal.say("There is no access key. Make one, for example: patchbay keys create Laptop --scope v1");
  } else {
    const payers = await payersOf(services);
    const nameOf = (id: string) => payers.find((payer) => payer.id === id)?.name ?? id;
    const rows = shown.map((key) => toRow(key, nameOf));
    terminal.print(toTable(["Name", "Opens", "May spend", "Key", "Made", "Last used", "Ends", "Id"], rows));
  }
  return exitCodes.done;
}

function toRow(key: AccessKeyView, nameOf: (id: string) => string): string[] {
  const { id, name, scopes, accounts, lastFour, createdAt, lastUsedAt = "never", expiresAt } = key;
  const hasExpired = expiresAt !== undefined && Date.parse(expiresAt) <= Date.now();
  const ends = expiresAt === undefined ? "never" : `${expiresAt}${hasExpired ? " (expired)" : ""}`;
  const pays = accounts?.map(nameOf).join(", ") ?? "all";
  return [name, scopes.join(", "), pays, `··${lastFour}`, createdAt, lastUsedAt, ends, id];
}

async function create(context: CommandContext): Promise<ExitCode> {
  const { services, person, terminal, options } = context;
  const named = listOf(options.account);
  const payers = named.length === 0 ? [] : await payersOf(services);
  const expiresAt = toExpiry(options.expires);
  const entered = createAccessKeySchema.safeParse({
    name: subjectOf(context, "NAME"),
    scopes: listOf(options.scope),
    ...(named.length === 0 ? {} : { accounts: named.map((one) => findAccount(payers, one).id) }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  });
  if (!entered.success) {
    const isScope = entered.error.issues[0]?.path[0] === "scopes";
    const wanted = isScope
      ? `Say what it opens: --scope, one of ${accessScopes.join(", ")}`
      : "NAME: 1 to 80 characters";
    throw new AppError("invalid_request", `${wanted}.`);
  }
  const made = await services.accessKeys.create(entered.data, person?.id);
  await note(context, "access_key_created", made);
  const ends = made.expiresAt === undefined ? "until it is revoked" : `until ${made.expiresAt}`;
  terminal.say(`${made.name} opens ${made.scopes.join(", ")} ${ends}. This is the only time that the key is shown:`);
  terminal.print(made.key);
  return exitCodes.done;
}

async function revoke(context: CommandContext): Promise<ExitCode> {
  const { services, person, terminal } = context;
  const key = find(await services.accessKeys.list(person?.id), subjectOf(context, "ID|LAST-FOUR|NAME"));
  await services.accessKeys.revoke(key.id, person?.id);
  await note(context, "access_key_revoked", key);
  terminal.say(`Revoked ${key.name} (··${key.lastFour}). Programs that use it are refused from now on.`);
  return exitCodes.done;
}

/** Whoever has the terminal is nobody by name in the audit log; whose key it is stands there. */
async function note({ services, person }: CommandContext, kind: KeyNote, key: AccessKeyView): Promise<void> {
  const details = { scopes: key.scopes.join(", "), ...(person === undefined ? {} : { owner: person.name }) };
  await services.people?.audit.note({ kind, about: key.name, details });
}
type KeyNote = "access_key_created" | "access_key_revoked";

/** @throws AppError `not_found`, `invalid_request` where several are called so */
function find(known: readonly AccessKeyView[], named: string): AccessKeyView {
  const exact = known.find(({ id }) => id === named);
  if (exact !== undefined) return exact;
  const fitting = known.filter(
    ({ name, lastFour }) => lastFour === named || name.toLowerCase() === named.toLowerCase(),
  );
  const [only, ...others] = fitting;
  if (only === undefined) throw new AppError("not_found", `No access key is called ${named}. See: patchbay keys list`);
  if (others.length === 0) return only;
  const ids = fitting.map(({ id, lastFour }) => `${id} (··${lastFour})`).join(", ");
  throw new AppError("invalid_request", `Several access keys are called ${named}. Give one of their ids: ${ids}.`);
}

function subjectOf({ positionals: [subcommand, subject] }: CommandContext, what: string): string {
  if (subject !== undefined) return subject;
  throw new AppError("invalid_request", `Usage: patchbay keys ${subcommand} ${what}`);
}

function listOf(option: CommandContext["options"][string]): string[] {
  return Array.isArray(option) ? option.map(String) : [];
}
