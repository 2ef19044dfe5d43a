import { AsyncLocalStorage } from "node:async_hooks";
import { redact } from "@/lib/security/redact";

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];
export const logFormats = ["text", "json"] as const;
export type LogFormat = (typeof logFormats)[number];

export interface Log {
  debug(message: string, facts?: object): void;
  info(message: string, facts?: object): void;
  warn(message: string, facts?: object): void;
  /** With the error's stack; for bugs and for what a person must mend. */
  error(message: string, error?: unknown, facts?: object): void;
  /** Every line that this work writes, or begins to, has these facts too: whose request or run it is. */
  within<T>(facts: object, work: () => T): T;
}

export interface LogOptions {
  write?: (line: string) => void;
  now?: () => Date;
  /** `text`: time, level, words, facts as JSON. `json`: an object a line, whose facts stand beside those three. */
  format?: LogFormat;
}

/** One line an entry. Whatever looks like a secret is blotted out. */
export function createLog(
  level: LogLevel,
  { write = (line) => process.stderr.write(`${line}\n`), now = () => new Date(), format = "text" }: LogOptions = {},
): Log {
  const around = new AsyncLocalStorage<object>();
  const log = (entryLevel: LogLevel) => (message: string, facts?: object) => {
    if (logLevels.indexOf(entryLevel) < logLevels.indexOf(level)) return;
    const all = { ...around.getStore(), ...facts };
    write(redact(toLine[format](now().toISOString(), entryLevel, message, all)));
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
    within: (facts, work) => around.run({ ...around.getStore(), ...facts }, work),
  };
}

const toLine: Record<LogFormat, (time: string, level: LogLevel, message: string, facts: object) => string> = {
  text: (time, level, message, facts) => {
    const tail = Object.keys(facts).length === 0 ? "" : ` ${JSON.stringify(facts)}`;
    return `${time} ${level} ${message}${tail}`;
  },
  json: (time, level, message, facts) => JSON.stringify({ time, level, message, ...facts }),
};
