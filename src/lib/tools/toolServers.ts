import type { ToolCaller } from "@/lib/nodes/toolCaller";
import { inTime } from "@/lib/pause";
import { AppError, isAppError } from "@/types/errors";
import { isLoopbackHost } from "@/types/outboundUrl";
import type {
  CreateToolProgram,
  CreateToolServer,
  PatchToolServer,
  ToolServerTest,
  ToolServerView,
  ToolSignIn,
} from "@/types/tools";
import type { Patience, Way } from "./connection";
import { type Connections, createConnections, switchedOff } from "./connections";
import { programEnvironment } from "./programEnvironment";
import { createProgramLog, type ProgramLog } from "./programLog";
import type { HttpToolServer, ToolProgram, ToolServerRecord } from "./toolServerRecord";
import { createToolServerStore, type ToolServerStoreOptions } from "./toolServerStore";
import { toToolServerView } from "./toolServerView";
import type { SignInParts, ToolSignInAnswer } from "./toolSignIn";

/** How long a list waits for servers that are being connected to. */
const LOOK_MS = 5000;

/** Servers of tools (MCP): what people set up, and what nodes call. */
export interface ToolServers extends ToolCaller {
  /** Asks servers of which nothing is known yet, and waits a little for them. @throws AppError `storage_failed` */
  views(): Promise<ToolServerView[]>;
  /** The same without connecting to any. */
  kept(): Promise<ToolServerView[]>;
  /** @throws AppError `invalid_request` for our own address, `conflict`, `storage_failed` */
  add(server: CreateToolServer): Promise<ToolServerView>;
  /** For the terminal alone: what is added here is started. @throws AppError `invalid_request`, `conflict`, `storage_failed` */
  addProgram(program: CreateToolProgram): Promise<ToolServerView>;
  /** @throws AppError `not_found`, `invalid_request` for what only the terminal may change, `storage_failed` */
  change(id: string, patch: PatchToolServer): Promise<ToolServerView>;
  /** Over HTTP a program stays. @throws AppError `not_found`, `invalid_request`, `storage_failed` */
  remove(id: string, by: "http" | "terminal"): Promise<void>;
  /** Connects anew and lists. @throws AppError `not_found`, `storage_failed` */
  test(id: string): Promise<ToolServerTest>;
  /** What its program wrote to standard error here. @throws AppError `not_found`, `storage_failed` */
  log(id: string): Promise<string>;
  /** `origin` is where the browser reached the app. @throws AppError `not_found`, `invalid_request`, `tool_failed` */
  signIn(id: string, origin: string): Promise<ToolSignIn>;
  /** Ends a sign-in, once; gives the id of its server. @throws AppError */
  callback(answer: ToolSignInAnswer): Promise<string>;
  /** Forgets what a sign-in gave. @throws AppError `not_found`, `storage_failed` */
  signOut(id: string): Promise<ToolServerView>;
  /** Closes connections and ends programs. Never throws. */
  close(): Promise<void>;
}

export interface ToolServersOptions extends ToolServerStoreOptions {
  fetch: typeof fetch;
  /** `host:port` names by which this Patchbay is reached. */
  ownHosts: ReadonlySet<string>;
  port: number;
  /** Of this process. */
  environment: Record<string, string | undefined>;
  /** The usual one if absent. */
  patience?: Patience;
}

export function createToolServers(options: ToolServersOptions): ToolServers {
  const { now } = options;
  const store = createToolServerStore(options);
  const logs = new Map<string, ProgramLog>();
  const isOurs = (url: URL) => isOwnAddress(url, options);

  /** The library is loaded with the first server that is asked. */
  const signInParts = async (): Promise<SignInParts> => {
    const { createToolFetch } = await import("./toolFetch");
    const { fetch } = options;
    const rules = { fetch, isOurs, maxBytes: 1024 * 1024, onTooLarge: () => {} };
    return { store, now, fetchFor: ({ url }) => createToolFetch({ ...rules, serverUrl: url }) };
  };

  async function wayOf(record: ToolServerRecord): Promise<Way> {
    if (record.kind === "http") {
      const { createTokenSource } = await import("./toolSignIn");
      const headers = await openAll(record, "header", record.headers);
      const hasOwnKey = Object.keys(headers).some((name) => name.toLowerCase() === "authorization");
      const auth = hasOwnKey ? undefined : createTokenSource(await signInParts(), record.id);
      return { kind: "http", url: record.url, headers, auth, fetch: options.fetch, isOurs };
    }
    const log = createProgramLog();
    logs.set(record.id, log);
    const env = programEnvironment(options.environment, await openAll(record, "env", record.env));
    return { kind: "stdio", command: record.command, args: record.args, env, onStderr: log.add };
  }

  async function openAll(record: ToolServerRecord, field: string, sealed: readonly { name: string; value: string }[]) {
    const open = async ({ name, value }: { name: string; value: string }) =>
      [name, await store.open(record, `${field}:${name}`, value)] as const;
    return Object.fromEntries(await Promise.all(sealed.map(open)));
  }

  const connections: Connections = createConnections({
    now,
    connect: async (record, events) => {
      const { connect, usualPatience } = await import("./connection");
      const { patience = usualPatience } = options;
      return connect({ name: record.name, way: await wayOf(record), now, patience, ...events });
    },
  });

  const view = (record: ToolServerRecord) => toToolServerView(record, connections.known(record));
  const records = async () => {
    const all = await store.list();
    connections.keepOnly(all);
    return all;
  };
  const usable = async (id: string) => {
    const record = await store.read(id);
    if (!record.enabled) throw switchedOff(record);
    return record;
  };
  const overHttp = async (id: string): Promise<HttpToolServer> => {
    const record = await store.read(id);
    if (record.kind === "http") return record;
    throw new AppError("invalid_request", `${record.name} is a program on this computer, which wants no sign-in.`);
  };

  return {
    list: async (id, signal) => [...(await connections.within(await usable(id), signal, (it) => it.list()))],
    call: async ({ server, name, arguments: args }, callOptions) =>
      connections.within(await usable(server), callOptions.signal, (it) => it.call(name, args, callOptions)),
    async views() {
      const all = await records();
      const looks = all.filter(({ enabled }) => enabled).map((record) => connections.lookAt(record));
      await inTime(Promise.all(looks), LOOK_MS, undefined);
      return all.map(view);
    },
    kept: async () => (await records()).map(view),
    async add(server) {
      await requireNotOurs(server.url, isOurs);
      return view(await store.add(server));
    },
    async addProgram(program) {
      requireNoLoop(program);
      return view(await store.addProgram(program));
    },
    async change(id, patch) {
      if (patch.url !== undefined) await requireNotOurs(patch.url, isOurs);
      const changed = await store.change(id, (record) => edit(record, patch));
      await records();
      return view(changed);

      async function edit(record: ToolServerRecord, { name, url, headers, enabled }: PatchToolServer): Promise<void> {
        const others = [name, url, headers].some((value) => value !== undefined);
        if (record.kind === "stdio" && others) throw onlyAtTerminal(record);
        if (record.kind === "http") await editHttp(record, { url, headers });
        record.name = name ?? record.name;
        record.enabled = enabled ?? record.enabled;
        record.generation++;
      }
    },
    async remove(id, by) {
      const record = await store.read(id);
      if (record.kind === "stdio" && by === "http") throw onlyAtTerminal(record);
      await store.remove(id);
      logs.delete(id);
      await records();
    },
    async test(id) {
      const record = await usable(id);
      const beganMs = now();
      const problem = await connections.tryNow(record).then(() => undefined, toWords);
      const tools = connections.known(record).tools.map(({ name }) => name);
      const durationMs = now() - beganMs;
      return problem === undefined ? { ok: true, durationMs, tools } : { ok: false, durationMs, tools: [], problem };
    },
    async log(id) {
      const record = await store.read(id);
      if (record.kind === "http") return "";
      const secrets = Object.values(await openAll(record, "env", record.env));
      return logs.get(id)?.text(secrets) ?? "";
    },
    async signIn(id, origin) {
      const { startToolSignIn } = await import("./toolSignIn");
      return startToolSignIn(await signInParts(), await overHttp(id), origin);
    },
    async callback(answer) {
      const { finishToolSignIn } = await import("./toolSignIn");
      return finishToolSignIn(await signInParts(), answer);
    },
    async signOut(id) {
      await overHttp(id);
      const changed = await store.change(id, (record) => {
        if (record.kind !== "http") return;
        record.grant = null;
        record.waiting = null;
        record.generation++;
      });
      await records();
      return view(changed);
    },
    close: () => connections.close(),
  };

  async function editHttp(record: HttpToolServer, { url, headers = {} }: Pick<PatchToolServer, "url" | "headers">) {
    const moved = url !== undefined && url !== record.url;
    if (moved) requireAnew(record, headers);
    if (moved) Object.assign(record, { url, grant: null, waiting: null });
    const named = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), { name, value }]));
    const kept = record.headers.filter(({ name }) => !named.has(name.toLowerCase()));
    const given = [...named.values()].flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));
    const sealed = given.map(async ({ name, value }) => ({
      name,
      value: await store.seal(record, `header:${name}`, value),
    }));
    record.headers = [...kept, ...(await Promise.all(sealed))];
  }
}

/** Whoever changes an address must not get to see a secret that was given for another one. */
function requireAnew({ headers, url }: HttpToolServer, entered: Record<string, unknown>): void {
  const names = new Set(Object.keys(entered).map((name) => name.toLowerCase()));
  const missing = headers.filter(({ name }) => !names.has(name.toLowerCase())).map(({ name }) => name);
  if (missing.length === 0) return;
  throw new AppError(
    "invalid_request",
    `Enter ${missing.join(" and ")} again: what was entered is for ${new URL(url).origin} alone.`,
  );
}

function isOwnAddress(url: URL, { ownHosts, port }: ToolServersOptions): boolean {
  const ownPort = url.port === String(port) || (url.port === "" && [80, 443].includes(port));
  const isHere = ownHosts.has(url.host) || (isLoopbackHost(url.hostname) && ownPort);
  return isHere && /^\/mcp\/*$/i.test(decodeURI(url.pathname));
}

async function requireNotOurs(url: string, isOurs: (url: URL) => boolean): Promise<void> {
  if (!isOurs(new URL(url))) return;
  const { ourOwn } = await import("./toolFetch");
  throw ourOwn();
}

/** `patchbay mcp` is our own server, however it is started. */
function requireNoLoop({ command, args }: CreateToolProgram): void {
  const words = [command, ...args];
  const ours = words.findIndex((word) => /(?:^|[\\/])patchbay(?:\.mjs|\.cmd)?$/i.test(word));
  if (ours === -1 || words[ours + 1] !== "mcp") return;
  throw new AppError("invalid_request", "This is Patchbay's own server: its workflows would call themselves.");
}

function onlyAtTerminal({ id, name }: ToolProgram): AppError {
  return new AppError(
    "invalid_request",
    `${name} starts a program on this computer, so it is changed and removed at the terminal alone: patchbay tools remove ${id}`,
  );
}

function toWords(error: unknown): string {
  if (isAppError(error)) return error.message;
  throw error;
}
