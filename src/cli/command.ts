import type { ParseArgsOptionsConfig } from "node:util";
import type { Services } from "@/lib/services";
import type { Person } from "@/types/people";
import type { StatusLine } from "./statusLine";

/** Exit codes. */
export const exitCodes = { done: 0, failed: 1, usage: 2, signInNeeded: 3, parked: 4, waiting: 5 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a command may touch of the terminal. */
export interface Terminal {
  /** The result, on standard output. */
  print(line: string): void;
  /** Progress and questions, on standard error. */
  say(line: string, look?: "dim"): void;
  /** One line that a person types. */
  ask(question: string): Promise<string>;
  /** The same, and nobody sees it. */
  askSecret(question: string): Promise<string>;
  openBrowser(url: string): void;
  /** Whether what is printed goes to a terminal, and to no program or file. */
  isRead: boolean;
  /** Whether somebody sits at it, who can be asked. */
  isAttended: boolean;
  /** Where standard error is a terminal. */
  status?: StatusLine;
  /** Where the person stands: paths they name begin here. */
  directory: string;
  /** Fires on Ctrl-C, and when the process is asked to end. */
  signal: AbortSignal;
}

export interface CommandContext {
  services: Services;
  /** Whom `--as` named, where people have names and the command is personal. */
  person?: Person;
  terminal: Terminal;
  /** Words after the command's name that are no options. */
  positionals: string[];
  options: Record<string, string | boolean | (string | boolean)[] | undefined>;
}

export interface Command {
  /** As in `login [--device | --paste]`. */
  usage: string;
  summary: string;
  options: ParseArgsOptionsConfig;
  maxPositionals: number;
  /** It is about somebody's accounts, runs or keys: `--as NAME` says whose, where people have names. */
  isPersonal?: true;
  /** It looks at the store itself, which may be away. */
  findsFaults?: true;
  /** @throws AppError, which is told in words and ends with `failed` or `signInNeeded` */
  run(context: CommandContext): Promise<ExitCode>;
}
