import type { z } from "zod";
import { type Command, type CommandContext, type ExitCode, exitCodes } from "@/cli/command";
import { runSubcommand } from "@/cli/subcommands";
import { toTable } from "@/cli/table";
import { testServer } from "@/lib/serverTest";
import { AppError } from "@/types/errors";
import { createServerSchema, type ServerView, serverPresets, serverSkills } from "@/types/servers";

const subcommands = { list, add, test, remove };

export const servers: Command = {
  usage:
    "servers [list | add NAME [--url URL] [--key KEY | --key-from-stdin] [--header NAME=VALUE] [--api auto|responses|chat] [--cannot SKILLS] [--can SKILLS] | test NAME | remove NAME]",
  summary: `Show, add, try or remove OpenAI-compatible servers. Addresses are known for ${serverPresets.map(({ id }) => id).join(", ")}.`,
  options: {
    url: { type: "string" },
    key: { type: "string" },
    "key-from-stdin": { type: "boolean" },
    header: { type: "string" },
    api: { type: "string" },
    can: { type: "string" },
    cannot: { type: "string" },
    json: { type: "boolean" },
  },
  maxPositionals: 2,
  run: (context) => runSubcommand("servers", subcommands, context),
};

async function list({ services, terminal, options }: CommandContext): Promise<ExitCode> {
  const shown = await services.auth.servers.list();
  if (options.json) terminal.print(JSON.stringify(shown, null, 2));
  else if (shown.length === 0) {
    terminal.say("There is no server. Add one, for example: patchbay servers add ollama");
    for (const { id, hint, baseUrl } of serverPresets) terminal.say(`  ${id}  ${baseUrl}  ${hint}`);
  } else terminal.print(toTable(["Name", "Address", "Protocol", "Key", "Header", "Id"], shown.map(toRow)));
  return exitCodes.done;
}

function toRow({ id, name, baseUrl, api, hasKey, lastFour, headerName }: ServerView): string[] {
  return [name, baseUrl, api, hasKey ? `··${lastFour ?? ""}` : "none", headerName ?? "", id];
}

/** The name of a preset gives the address that is not told. */
async function add(context: CommandContext): Promise<ExitCode> {
  const { services, terminal, options } = context;
  const name = nameOf(context);
  const preset = serverPresets.find(({ id }) => id === name.toLowerCase().replaceAll(/[^a-z]/g, ""));
  const entered = createServerSchema.safeParse({
    name: preset?.id === name ? preset.name : name,
    baseUrl: options.url ?? preset?.baseUrl,
    key: options["key-from-stdin"] ? await terminal.ask("Key: ") : options.key,
    header: toHeader(options.header),
    api: options.api ?? "auto",
    skills: { ...toSkills(options.can, true), ...toSkills(options.cannot, false) },
  });
  if (!entered.success) throw new AppError("invalid_request", toWords(entered.error));
  const server = await services.auth.servers.add(entered.data);
  terminal.say(`Added ${server.name} (${server.id}) at ${server.baseUrl}.`);
  if (preset !== undefined && preset.key !== "none" && !server.hasKey) terminal.say(preset.hint);
  return tryOut(server.id, context);
}

/** As the options are called. */
function toWords(error: z.ZodError): string {
  const [issue] = error.issues;
  const field = String(issue?.path[0]);
  const option = { baseUrl: "--url", skills: "--can and --cannot" }[field] ?? `--${field}`;
  return `${option}: ${issue?.code === "invalid_type" ? "is missing" : issue?.message}`;
}

function toHeader(option: unknown): object | undefined {
  if (typeof option !== "string") return undefined;
  const [, name = option, value = ""] = /^([^=:]+)[=:]\s*(.*)$/s.exec(option) ?? [];
  return { name, value };
}

function toSkills(option: unknown, can: boolean): Record<string, boolean> {
  if (typeof option !== "string") return {};
  const named = option.split(",").map((one) => one.trim());
  const unknown = named.find((one) => !serverSkills.some((skill) => skill === one));
  if (unknown !== undefined) {
    throw new AppError("invalid_request", `There is no skill ${unknown}. There are: ${serverSkills.join(", ")}.`);
  }
  return Object.fromEntries(named.map((one) => [one, can]));
}

async function test(context: CommandContext): Promise<ExitCode> {
  return tryOut((await find(context)).id, context);
}

async function tryOut(id: string, { services, terminal, options }: CommandContext): Promise<ExitCode> {
  const { ok, models, count, problem } = await testServer(services, id);
  if (options.json) terminal.print(JSON.stringify({ ok, models, count, problem }, null, 2));
  else if (ok) terminal.print(`${id}: ${count} models${models.length === 0 ? "" : `, such as ${models.join(", ")}`}`);
  if (problem !== undefined) terminal.say(problem);
  return ok ? exitCodes.done : exitCodes.failed;
}

async function remove(context: CommandContext): Promise<ExitCode> {
  const { id, name } = await find(context);
  await context.services.auth.servers.remove(id);
  context.terminal.say(`Removed ${name}.`);
  return exitCodes.done;
}

function nameOf({ positionals: [, name] }: CommandContext): string {
  if (name === undefined) throw new AppError("invalid_request", "Say which server is meant.");
  return name;
}

/** By id, else by name. @throws AppError `not_found` */
async function find(context: CommandContext): Promise<ServerView> {
  const named = nameOf(context);
  const known = await context.services.auth.servers.list();
  const found =
    known.find(({ id }) => id === named) ?? known.find(({ name }) => name.toLowerCase() === named.toLowerCase());
  if (found !== undefined) return found;
  const names = known.map(({ name }) => name).join(", ");
  throw new AppError("not_found", `No server is called ${named}. There ${names === "" ? "is none" : `are: ${names}`}.`);
}
