import { redact } from "@/lib/security/redact";

const levels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof levels)[number];

export interface Log {
  debug(message: string, facts?: object): void;
  info(message: string, facts?: object): void;
  warn(message: string, facts?: object): void;
  /** With the error's stack; for bugs and for what a person must mend. */
  error(message: string, error?: unknown, facts?: object): void;
}

/** One line an entry: time, level, words, facts as JSON. Whatever looks like a secret is blotted out. */
export function createLog(
  level: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
  now: () => Date = () => new Date(),
): Log {
  const log = (entryLevel: LogLevel) => (message: string, facts?: object) => {
    if (levels.indexOf(entryLevel) < levels.indexOf(level)) return;
    const tail = facts === undefined ? "" : ` ${JSON.stringify(facts)}`;
    write(redact(`${now().toISOString()} ${entryLevel} ${message}${tail}`));
  };
  const logError = log("error");
  return {
    debug: log("debug"),
    info: log("info"),
    warn: log("warn"),
    error: (message, error, facts) => {
      const stack = error instanceof Error ? { error: error.stack ?? error.message } : {};
      logError(message, { ...facts, ...stack });
    },
  };
}
