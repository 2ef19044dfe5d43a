import type { z } from "zod";
import { type Command, type CommandContext, type ExitCode, exitCodes } from "@/cli/command";
import { runSubcommand } from "@/cli/subcommands";
import { toTable } from "@/cli/table";
import type { People } from "@/lib/people/people";
import { AppError } from "@/types/errors";
import {
  addPersonSchema,
  newPasswordSchema,
  type PersonView,
  personNameSchema,
  roleSchema,
  roles,
} from "@/types/people";

const subcommands = {
  list,
  add,
  passwd,
  role: changeRole,
  disable: (context: CommandContext) => setDisabled(context, true),
  enable: (context: CommandContext) => setDisabled(context, false),
};

/** Whoever has the terminal of a server, and its secret, may do what an admin may. */
export const users: Command = {
  usage:
    "users [list [--json] | add NAME --role ROLE [--password-stdin] [--with-accounts] | passwd NAME [--password-stdin] | role NAME ROLE | disable NAME | enable NAME]",
  summary: `Show, add or change who signs in by name, where a database is shared. Roles: ${roles.join(", ")}.`,
  options: {
    role: { type: "string" },
    "password-stdin": { type: "boolean" },
    "with-accounts": { type: "boolean" },
    json: { type: "boolean" },
  },
  maxPositionals: 3,
  run: (context) => runSubcommand("users", subcommands, context),
};

async function list(context: CommandContext): Promise<ExitCode> {
  const { terminal, options } = context;
  const shown = await peopleOf(context).directory.list();
  if (options.json) terminal.print(JSON.stringify(shown, null, 2));
  else if (shown.length > 0) {
    terminal.print(toTable(["Name", "Role", "Signs in with", "State", "Last seen", "Id"], shown.map(toRow)));
  } else terminal.say("There is nobody by name yet. Add yourself first: patchbay users add NAME --role admin");
  return exitCodes.done;
}

function toRow({ name, role, signsInWith, disabled, lastSeenAt, id }: PersonView): string[] {
  return [name, role, signsInWith, disabled ? "switched off" : "", lastSeenAt ?? "never", id];
}

async function add(context: CommandContext): Promise<ExitCode> {
  const { services, terminal, options } = context;
  const { directory } = peopleOf(context);
  const name = nameOf(context);
  const role = toRole(options.role, "--role");
  const isFirst = (await directory.list()).length === 0;
  const entered = checked(addPersonSchema, { name, role, password: await newPassword(context) });
  const added = await directory.add(entered, {});
  terminal.say(`Added ${added.name} (${added.role}).`);
  if (options["with-accounts"]) {
    const given = await services.giveAccounts(added.id);
    terminal.say(
      `${added.name} has ${given.length} ${given.length === 1 ? "account" : "accounts"} that were connected before.`,
    );
  }
  if (isFirst) terminal.say("From now on everybody signs in by name; PATCHBAY_PASSWORD opens nothing any more.");
  return exitCodes.done;
}

async function passwd(context: CommandContext): Promise<ExitCode> {
  const { id, name } = await personOf(context);
  const password = checked(newPasswordSchema, await newPassword(context), "password");
  await peopleOf(context).directory.change(id, { password }, {});
  context.terminal.say(`${name} has a new password, and is signed out everywhere.`);
  return exitCodes.done;
}

async function changeRole(context: CommandContext): Promise<ExitCode> {
  const role = toRole(context.positionals[2], "ROLE");
  const { id } = await personOf(context);
  const changed = await peopleOf(context).directory.change(id, { role }, {});
  context.terminal.say(`${changed.name} is ${changed.role} now.`);
  return exitCodes.done;
}

async function setDisabled(context: CommandContext, disabled: boolean): Promise<ExitCode> {
  const { id, name } = await personOf(context);
  await peopleOf(context).directory.change(id, { disabled }, {});
  const words = disabled ? "is switched off and signed out everywhere; nothing of theirs pays" : "may sign in again";
  context.terminal.say(`${name} ${words}.`);
  return exitCodes.done;
}

/** @throws AppError `invalid_request` where all is one person's */
function peopleOf({ services }: CommandContext): People {
  if (services.people !== undefined) return services.people;
  const message = "Users need a database that servers share: set DATABASE_URL (docs/teams.md). Files have one person.";
  throw new AppError("invalid_request", message);
}

function nameOf({ positionals: [subcommand, name] }: CommandContext): string {
  if (name === undefined) throw new AppError("invalid_request", `Usage: patchbay users ${subcommand} NAME`);
  return checked(personNameSchema, name, "NAME");
}

/** @throws AppError `not_found` */
async function personOf(context: CommandContext): Promise<PersonView> {
  const name = nameOf(context);
  const found = (await peopleOf(context).directory.list()).find((person) => person.name === name);
  if (found === undefined) throw new AppError("not_found", `Nobody is called ${name}. See: patchbay users list`);
  return found;
}

function toRole(text: unknown, where: string): PersonView["role"] {
  const role = roleSchema.safeParse(text);
  if (role.success) return role.data;
  throw new AppError("invalid_request", `${where} wants one of ${roles.join(", ")}.`);
}

/** From a pipe, or twice from the keyboard, since nobody sees what is typed. */
async function newPassword({ terminal, options }: CommandContext): Promise<string> {
  if (options["password-stdin"]) return terminal.ask("");
  const password = await terminal.askSecret("New password: ");
  if ((await terminal.askSecret("Again: ")) === password) return password;
  throw new AppError("invalid_request", "The two were not the same. Nothing was changed.");
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, where?: string): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError("invalid_request", `${where ?? String(issue?.path[0])}: ${issue?.message}.`);
}
