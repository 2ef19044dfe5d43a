import { spawn } from "node:child_process";
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { outliveReaders } from "@/lib/closedPipes";
import { ConfigError, config, loadEnvFile } from "@/lib/config";
import { createServices } from "@/lib/server";
import { version } from "@/lib/version";
import { type ErrorCode, isAbort, isAppError } from "@/types/errors";
import { actingAs } from "./actingAs";
import { askLine, askSecret } from "./askLine";
import { type Command, type ExitCode, exitCodes, type Terminal } from "./command";
import { accounts } from "./commands/accounts";
import { answer } from "./commands/answer";
import { audit } from "./commands/audit";
import { doctor } from "./commands/doctor";
import { importCodex } from "./commands/importCodex";
import { keys } from "./commands/keys";
import { login } from "./commands/login";
import { logout } from "./commands/logout";
import { mcp } from "./commands/mcp";
import { models } from "./commands/models";
import { moveToFiles, moveToPostgres } from "./commands/move";
import { rotateSecret } from "./commands/rotateSecret";
import { run } from "./commands/run";
import { secrets } from "./commands/secrets";
import { servers } from "./commands/servers";
import { tools } from "./commands/tools";
import { users } from "./commands/users";
import { createStatusLine } from "./statusLine";

const commands: Record<string, Command> = {
  run,
  answer,
  login,
  accounts,
  logout,
  "import-codex": importCodex,
  models,
  servers,
  tools,
  secrets,
  keys,
  mcp,
  users,
  audit,
  doctor,
  "move-to-postgres": moveToPostgres,
  "move-to-files": moveToFiles,
  "rotate-secret": rotateSecret,
};

/** Of a command that could not do its work; a name or a workflow that does not hold is wrong input. */
const exitCodeOf: Partial<Record<ErrorCode, ExitCode>> = {
  auth_required: exitCodes.signInNeeded,
  reauth_required: exitCodes.signInNeeded,
  not_found: exitCodes.usage,
  invalid_workflow: exitCodes.usage,
};

const interrupt = new AbortController();
// More than once: the terminal signals the whole group, and the program that started this one passes it on as well.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => interrupt.abort());
const terminal = createTerminal();
outliveReaders([process.stderr]);
outliveReaders([process.stdout], ({ code }) => {
  // Once: each line that is left would fail alike.
  if (process.exitCode !== exitCodes.failed) terminal.say(`The output could not be written: ${code}.`);
  process.exitCode = exitCodes.failed;
});
const exitCode = await main(process.argv.slice(2), terminal);
process.exitCode ??= exitCode;

async function main([name = "help", ...args]: string[], terminal: Terminal): Promise<ExitCode> {
  if (name === "--version" || name === "-v") return show(terminal, version);
  if (["help", "--help", "-h"].includes(name)) return show(terminal, helpText());
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) return misuse(terminal, `There is no command ${name}.`);
  try {
    const { values, positionals } = parseArgs({ args, options: optionsOf(command), allowPositionals: true });
    if (positionals.length > command.maxPositionals) return misuse(terminal, `Usage: patchbay ${command.usage}`);
    const services = openServices();
    try {
      if (!command.findsFaults) await services.storage.prepare();
      const own = command.isPersonal ? await actingAs(services, textOf(values.as)) : { services };
      try {
        return await command.run({ ...own, terminal, positionals, options: values });
      } finally {
        await own.services.tools.close();
        await own.services.auth.close();
      }
    } finally {
      await services.storage.close();
    }
  } catch (error) {
    return explain(terminal, command, error);
  }
}

function optionsOf({ options, isPersonal }: Command): ParseArgsOptionsConfig {
  return isPersonal ? { ...options, as: { type: "string" } } : options;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Settings and data are those of the installation, wherever the person stands. */
function openServices() {
  process.chdir(process.env.PATCHBAY_HOME ?? process.cwd());
  loadEnvFile(".env");
  return createServices({ ...config(), logLevel: "silent" });
}

function explain(terminal: Terminal, { usage }: Command, error: unknown): ExitCode {
  if (isAbort(error)) return exitCodes.failed;
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) {
    return misuse(terminal, `${error.message}\nUsage: patchbay ${usage}`);
  }
  if (error instanceof ConfigError) return fail(terminal, `A setting is wrong: ${error.message}`);
  if (!isAppError(error)) throw error;
  if (error.code === "invalid_request") return misuse(terminal, error.message);
  terminal.say(error.message);
  return exitCodeOf[error.code] ?? exitCodes.failed;
}

function helpText(): string {
  const lines = Object.values(commands).map(({ usage, summary }) => `  patchbay ${usage}\n      ${summary}`);
  const person = "Where people have names, --as NAME says whose accounts, runs and keys a command is about.";
  const codes =
    "Exit codes: 0 done, 1 failed, 2 wrong use or input, 3 a sign-in is needed, 4 the run is parked, 5 it waits for an answer.";
  return ["Patchbay: LLM workflows on the ChatGPT plan you already pay for.", "", ...lines, "", person, codes].join(
    "\n",
  );
}

function show(terminal: Terminal, text: string): ExitCode {
  terminal.print(text);
  return exitCodes.done;
}

function misuse(terminal: Terminal, words: string): ExitCode {
  terminal.say(`${words}\nSee: patchbay help`);
  return exitCodes.usage;
}

function fail(terminal: Terminal, words: string): ExitCode {
  terminal.say(words);
  return exitCodes.failed;
}

/** As it is where nobody looks, or wants no colours (https://no-color.org). */
function dimmed(line: string): string {
  return process.stderr.isTTY && !process.env.NO_COLOR ? `\u001b[2m${line}\u001b[22m` : line;
}

function createTerminal(): Terminal {
  const isRead = process.stdout.isTTY === true;
  const status = process.stderr.isTTY && process.env.TERM !== "dumb" ? createStatusLine(process.stderr) : undefined;
  const above = (write: () => void) => (status === undefined ? write() : status.above(write));
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  return {
    print: (line) => (isRead ? above(() => print(line)) : print(line)),
    say: (line, look) => above(() => void process.stderr.write(`${look === "dim" ? dimmed(line) : line}\n`)),
    isRead,
    isAttended: process.stdin.isTTY === true && process.stderr.isTTY === true,
    status,
    ask: (question) => askLine(question, interrupt.signal),
    askSecret: (question) => askSecret(question, interrupt.signal),
    openBrowser: (url) => {
      if (!process.stderr.isTTY || process.env.CI) return;
      const command = process.platform === "darwin" ? "open" : "xdg-open";
      // Nothing depends on it: the address stands in the terminal as well.
      spawn(command, [url], { stdio: "ignore", detached: true })
        .on("error", () => {})
        .unref();
    },
    directory: process.cwd(),
    signal: interrupt.signal,
  };
}
