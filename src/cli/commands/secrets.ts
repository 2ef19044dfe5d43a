import { type Command, type CommandContext, type ExitCode, exitCodes } from "@/cli/command";
import { runSubcommand } from "@/cli/subcommands";
import { toTable } from "@/cli/table";
import { AppError } from "@/types/errors";
import { putSecretSchema, secretNameSchema } from "@/types/secrets";

const subcommands = { list, set, remove };

/** What requests of workflows name as `{{secret:NAME}}`. A value is never an argument: other programs could read it. */
export const secrets: Command = {
  usage: "secrets [list [--json] | set NAME --origin https://… [--origin …] | remove NAME]",
  summary:
    "Show, set or remove secrets that requests name, each for the addresses it may be sent to. A value is typed, or piped in.",
  options: {
    origin: { type: "string", multiple: true },
    json: { type: "boolean" },
  },
  maxPositionals: 2,
  run: (context) => runSubcommand("secrets", subcommands, context),
};

async function list({ services, terminal, options }: CommandContext): Promise<ExitCode> {
  const shown = await services.secrets.list();
  if (options.json) terminal.print(JSON.stringify(shown, null, 2));
  else if (shown.length === 0) {
    terminal.say(
      "There is no secret. Set one, for example: patchbay secrets set API_KEY --origin https://api.example.com",
    );
  } else {
    const rows = shown.map(({ name, origins, updatedAt }) => [name, origins.join(", "), updatedAt]);
    terminal.print(toTable(["Name", "May be sent to", "Set"], rows));
  }
  return exitCodes.done;
}

async function set(context: CommandContext): Promise<ExitCode> {
  const { services, terminal, options } = context;
  const name = nameOf(context);
  const origins = Array.isArray(options.origin) ? options.origin.map(String) : [];
  if (origins.length === 0) {
    throw new AppError("invalid_request", "Say where it may be sent: --origin https://api.example.com");
  }
  const value = process.stdin.isTTY ? await terminal.askSecret(`Value of ${name}: `) : await terminal.ask("");
  const entered = putSecretSchema.safeParse({ value, origins });
  if (!entered.success) {
    const [issue] = entered.error.issues;
    const where = issue?.path[0] === "origins" ? "--origin" : "The value";
    throw new AppError("invalid_request", `${where}: ${issue?.message}.`);
  }
  const secret = await services.secrets.put(name, entered.data);
  const details = { origins: secret.origins.join(", ") };
  await services.people?.audit.note({ kind: "secret_set", about: name, details });
  terminal.say(`${name} is set. It goes to ${secret.origins.join(", ")} and nowhere else.`);
  return exitCodes.done;
}

async function remove(context: CommandContext): Promise<ExitCode> {
  const name = nameOf(context);
  await context.services.secrets.remove(name);
  await context.services.people?.audit.note({ kind: "secret_removed", about: name });
  context.terminal.say(`${name} is removed. Requests that name it fail from now on.`);
  return exitCodes.done;
}

function nameOf({ positionals: [subcommand, name] }: CommandContext): string {
  const read = secretNameSchema.safeParse(name);
  if (read.success) return read.data;
  if (name === undefined) throw new AppError("invalid_request", `Usage: patchbay secrets ${subcommand} NAME`);
  throw new AppError("invalid_request", `NAME: ${read.error.issues[0]?.message}.`);
}
