import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { z } from "zod";
import { openCallbackServer, untilBack } from "@/cli/callbackServer";
import { type Command, type CommandContext, type ExitCode, exitCodes } from "@/cli/command";
import { runSubcommand } from "@/cli/subcommands";
import { toTable } from "@/cli/table";
import { toToolSignInAnswer } from "@/lib/tools/toToolSignInAnswer";
import { AppError, isAppError } from "@/types/errors";
import {
  type CreateToolProgram,
  type CreateToolServer,
  createToolProgramSchema,
  createToolServerSchema,
} from "@/types/toolSetup";
import type { ToolServerView } from "@/types/tools";

const subcommands = { list, add, import: importFile, test, "sign-in": signIn, remove };
const MAX_LOG_LINES = 20;

export const tools: Command = {
  usage:
    "tools [list | add NAME [--env K=V]… -- COMMAND ARGS… | add NAME --url URL [--header 'K: V']… | import FILE | test NAME | sign-in NAME | remove NAME]",
  summary:
    "Show, add, import, try or remove servers of tools (MCP). A program is set up here alone: it runs as you do, on this computer.",
  options: {
    url: { type: "string" },
    header: { type: "string", multiple: true },
    env: { type: "string", multiple: true },
    json: { type: "boolean" },
  },
  // Of a program, with its arguments.
  maxPositionals: 103,
  run: (context) => {
    const [name, ...words] = context.positionals;
    const most = name === "add" ? 102 : 1;
    if (words.length > most) throw new AppError("invalid_request", `Usage: patchbay ${tools.usage}`);
    return runSubcommand("tools", subcommands, context);
  },
};

async function list({ services, terminal, options }: CommandContext): Promise<ExitCode> {
  const kept = await services.tools.kept();
  const shown = kept.map(({ status: _, tools: __, error: ___, ...server }) => server);
  if (options.json) terminal.print(JSON.stringify(shown, null, 2));
  else if (shown.length === 0) {
    terminal.say("There is no server of tools. Add one, for example:");
    terminal.say("  patchbay tools add files -- npx -y @modelcontextprotocol/server-filesystem ~/Documents");
    terminal.say("  patchbay tools add tickets --url https://tools.example/mcp --header 'Authorization: Bearer …'");
  } else terminal.print(toTable(["Id", "Name", "Address or command", "Headers or variables", ""], shown.map(toRow)));
  return exitCodes.done;
}

function toRow(server: Omit<ToolServerView, "status" | "tools">): string[] {
  const { id, name, url, command, headers, env, enabled } = server;
  return [id, name, url ?? command ?? "", (headers ?? env ?? []).join(", "), enabled ? "" : "off"];
}

async function add(context: CommandContext): Promise<ExitCode> {
  const { positionals, options } = context;
  const [, name, command, ...args] = positionals;
  if (options.url !== undefined) {
    if (command !== undefined || options.env !== undefined) throw notBoth();
    const headers = pairsOf(options.header, /^\s*([^:=\s]+)\s*[:=]\s*(.*)$/s, "--header 'Name: value'");
    return keep(context, parsed(createToolServerSchema, { name, url: options.url, headers }));
  }
  if (options.header !== undefined) throw notBoth();
  const env = pairsOf(options.env, /^([^=]+)=(.*)$/s, "--env NAME=value");
  return keep(context, parsed(createToolProgramSchema, { name, command, args, env }));
}

function notBoth(): AppError {
  return new AppError("invalid_request", "A server is an address (--url, --header) or a program (--env, -- COMMAND).");
}

type Entered = CreateToolServer | CreateToolProgram;

function addTo({ tools }: CommandContext["services"], server: Entered): Promise<ToolServerView> {
  return "command" in server ? tools.addProgram(server) : tools.add(server);
}

async function keep(context: CommandContext, server: Entered): Promise<ExitCode> {
  const kept = await addTo(context.services, server);
  context.terminal.say(`Added ${kept.name} (${kept.id}).`);
  return tryOut(kept, context);
}

async function importFile(context: CommandContext): Promise<ExitCode> {
  const { services, terminal } = context;
  // With a reader of TOML, which no other command wants.
  const { readServersFile } = await import("@/lib/tools/importedServers");
  const path = wordOf(context, "file");
  const { servers, left } = readServersFile(path, await readGiven(resolve(terminal.directory, path)));
  const names = new Set((await services.tools.kept()).map(({ name }) => name));
  for (const server of servers) {
    if (names.has(server.name)) {
      left.push({ name: server.name, why: "a server of this name is here already" });
      continue;
    }
    try {
      const kept = await addTo(services, server);
      terminal.print(`Took ${kept.name} (${kept.id}): ${kept.url ?? kept.command}`);
    } catch (error) {
      if (!isAppError(error) || error.code !== "invalid_request") throw error;
      left.push({ name: server.name, why: error.message });
    }
  }
  for (const { name, why } of left) terminal.print(`Left ${name}: ${why}`);
  if (servers.length > 0) terminal.say("Try each: patchbay tools test NAME");
  return exitCodes.done;
}

async function readGiven(path: string): Promise<string> {
  return readFile(path, "utf8").catch((cause: unknown) => {
    const code = cause instanceof Error && "code" in cause ? ` (${cause.code})` : "";
    throw new AppError("invalid_request", `${path} cannot be read${code}.`, {}, { cause });
  });
}

async function test(context: CommandContext): Promise<ExitCode> {
  return tryOut(await find(context), context);
}

async function tryOut({ id, name }: ToolServerView, { services, terminal, options }: CommandContext) {
  const { ok, durationMs, tools: found, problem } = await services.tools.test(id);
  if (options.json) terminal.print(JSON.stringify({ ok, durationMs, tools: found, problem }, null, 2));
  else if (ok) {
    terminal.print(`${name}: ${found.length} tools after ${durationMs} ms`);
    for (const tool of found) terminal.print(`  ${tool}`);
  }
  if (ok) return exitCodes.done;
  terminal.say(problem ?? `${name} cannot be used.`);
  const said = (await services.tools.log(id)).trimEnd().split("\n").slice(-MAX_LOG_LINES).filter(Boolean);
  if (said.length > 0) terminal.say(`Its program said:\n${said.map((line) => `  ${line}`).join("\n")}`, "dim");
  return exitCodes.failed;
}

/** The issuer sends the browser back to this computer, where the command waits. */
async function signIn(context: CommandContext): Promise<ExitCode> {
  const { services, terminal } = context;
  const found = await find(context);
  const server = await openCallbackServer("/api/tools/callback", async (answer) =>
    services.tools.callback(toToolSignInAnswer(answer)),
  );
  try {
    const { url } = await services.tools.signIn(found.id, server.origin);
    terminal.say(`Sign in here, then come back:\n\n  ${url}\n`);
    terminal.openBrowser(url);
    await untilBack(server, terminal.signal);
  } finally {
    server.close();
  }
  return tryOut(found, context);
}

async function remove(context: CommandContext): Promise<ExitCode> {
  const { id, name } = await find(context);
  await context.services.tools.remove(id, "terminal");
  context.terminal.say(`Removed ${name}.`);
  return exitCodes.done;
}

/** By id, else by name. @throws AppError `not_found` */
async function find(context: CommandContext): Promise<ToolServerView> {
  const named = wordOf(context, "server");
  const kept = await context.services.tools.kept();
  const found = kept.find(({ id }) => id === named) ?? kept.find(({ name }) => name === named);
  if (found !== undefined) return found;
  const ids = kept.map(({ id }) => id).join(", ");
  const others = ids === "" ? "There is none." : `There are: ${ids}.`;
  throw new AppError("not_found", `No server of tools is called ${named}. ${others}`);
}

function wordOf({ positionals: [, word] }: CommandContext, what: string): string {
  if (word === undefined) throw new AppError("invalid_request", `Say which ${what} is meant.`);
  return word;
}

function pairsOf(given: unknown, shape: RegExp, form: string): Record<string, string> {
  const all = Array.isArray(given) ? given : [];
  return Object.fromEntries(
    all.map((text) => {
      const [, name, value] = shape.exec(String(text)) ?? [];
      if (name === undefined || value === undefined) throw new AppError("invalid_request", `Write it as ${form}.`);
      return [name, value];
    }),
  );
}

/** @throws AppError `invalid_request`, by the words that stand on the line */
function parsed<Schema extends z.ZodType>(schema: Schema, given: object): z.infer<Schema> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = String(issue?.path[0]);
  const word = { name: "NAME", command: "COMMAND", url: "--url", headers: "--header", env: "--env" }[field] ?? field;
  throw new AppError("invalid_request", `${word}: ${issue?.code === "invalid_type" ? "is missing" : issue?.message}`);
}
