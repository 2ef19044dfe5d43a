import type { Way } from "./connection";
import { programEnvironment } from "./programEnvironment";
import { createProgramLog, type ProgramLog } from "./programLog";
import { createToolFetch } from "./toolFetch";
import { isOwnMcp, type OwnPlace } from "./toolServerEdit";
import type { ToolServerRecord } from "./toolServerRecord";
import type { ToolServerStore } from "./toolServerStore";
import type { SignInParts } from "./toolSignIn";

/** Of what an issuer says, in bytes. */
const MAX_ISSUER_BYTES = 1024 * 1024;
/** How long an issuer may take for an answer, in milliseconds. */
const ISSUER_MS = 15_000;

export interface ToolWaysOptions extends OwnPlace {
  store: ToolServerStore;
  fetch: typeof fetch;
  /** Of this process. */
  environment: Record<string, string | undefined>;
  now: () => number;
}

/** How servers are reached, with their secrets open. */
export interface ToolWays {
  /** @throws AppError `storage_failed` when a secret does not open */
  wayOf(record: ToolServerRecord): Promise<Way>;
  signInParts: SignInParts;
  /** What the program of a server wrote to standard error here. @throws AppError `storage_failed` */
  logOf(record: ToolServerRecord): Promise<string>;
  forget(id: string): void;
}

/** What needs the client library is loaded with the first server that is asked. */
export function createToolWays(options: ToolWaysOptions): ToolWays {
  const { store, fetch, environment, now } = options;
  const logs = new Map<string, ProgramLog>();
  const isOurs = (url: URL) => isOwnMcp(url, options);

  async function openAll(record: ToolServerRecord): Promise<Record<string, string>> {
    const [field, sealed] = record.kind === "http" ? ["header", record.headers] : ["env", record.env];
    const opened = sealed.map(async ({ name, value }) => [name, await store.open(record, `${field}:${name}`, value)]);
    return Object.fromEntries(await Promise.all(opened));
  }

  const rules = { fetch: inGoodTime(fetch), isOurs, maxBytes: MAX_ISSUER_BYTES, onTooLarge: () => {} };
  const signInParts: SignInParts = {
    ...{ store, now },
    fetchFor: ({ url }) => createToolFetch({ ...rules, serverUrl: url }),
  };

  return {
    signInParts,
    async wayOf(record) {
      const entered = await openAll(record);
      const secrets = Object.values(entered);
      if (record.kind === "http") {
        const { createTokenSource } = await import("./toolSignIn");
        const hasOwnKey = Object.keys(entered).some((name) => name.toLowerCase() === "authorization");
        const auth = hasOwnKey ? undefined : createTokenSource(signInParts, record.id);
        return { kind: "http", url: record.url, headers: entered, secrets, auth, fetch, isOurs };
      }
      const log = createProgramLog();
      logs.set(record.id, log);
      const env = programEnvironment(environment, entered);
      return { kind: "stdio", command: record.command, args: record.args, env, secrets, onStderr: log.add };
    },
    async logOf(record) {
      const log = logs.get(record.id);
      return log === undefined ? "" : log.text(Object.values(await openAll(record)));
    },
    forget: (id) => void logs.delete(id),
  };
}

/** Nobody waits longer for an issuer: a renewal holds up all calls. */
function inGoodTime(fetch: ToolWaysOptions["fetch"]): ToolWaysOptions["fetch"] {
  return (input, init) => {
    const late = AbortSignal.timeout(ISSUER_MS);
    return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, late]) : late });
  };
}
