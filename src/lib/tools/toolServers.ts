import type { ToolCaller } from "@/lib/nodes/toolCaller";
import { inTime } from "@/lib/pause";
import { AppError, isAppError } from "@/types/errors";
import type {
  CreateToolProgram,
  CreateToolServer,
  PatchToolServer,
  ToolServerTest,
  ToolSignIn,
} from "@/types/toolSetup";
import type { ToolServerView } from "@/types/tools";
import type { Patience } from "./connection";
import { type Connections, createConnections, switchedOff } from "./connections";
import { editToolServer, isOwnMcp, onlyAtTerminal, ourOwn, requireNoLoop } from "./toolServerEdit";
import type { HttpToolServer, ToolServerRecord } from "./toolServerRecord";
import { createToolServerStore, type ToolServerStore, type ToolServerStoreOptions } from "./toolServerStore";
import { toToolServerView } from "./toolServerView";
import type { ToolSignInAnswer } from "./toolSignIn";
import { createToolWays, type ToolWays, type ToolWaysOptions } from "./toolWays";

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

export interface ToolServersOptions extends ToolServerStoreOptions, Omit<ToolWaysOptions, "store"> {
  /** The usual one if absent. */
  patience?: Patience;
}

export function createToolServers(options: ToolServersOptions): ToolServers {
  const { now, patience } = options;
  const store = createToolServerStore(options);
  const ways = createToolWays({ ...options, store });
  const connections = createConnections({
    now,
    connect: async (record, events) => {
      const { connect, usualPatience } = await import("./connection");
      const way = await ways.wayOf(record);
      return connect({ name: record.name, way, now, patience: patience ?? usualPatience, ...events });
    },
  });
  const parts: Parts = { options, store, ways, connections };
  return { ...calling(parts), ...changing(parts), ...signingIn(parts), close: connections.close };
}

interface Parts {
  options: ToolServersOptions;
  store: ToolServerStore;
  ways: ToolWays;
  connections: Connections;
}

/** As they are kept now; connections to those that are gone or changed are let go. */
async function recordsOf({ store, connections }: Parts): Promise<readonly ToolServerRecord[]> {
  const all = await store.list();
  connections.keepOnly(all);
  return all;
}

function viewOf({ connections }: Parts): (record: ToolServerRecord) => ToolServerView {
  return (record) => toToolServerView(record, connections.known(record));
}

async function usable({ store }: Parts, id: string): Promise<ToolServerRecord> {
  const record = await store.read(id);
  if (!record.enabled) throw switchedOff(record);
  return record;
}

function calling(parts: Parts): Pick<ToolServers, "list" | "call" | "views" | "kept" | "test" | "log"> {
  const { options, store, ways, connections } = parts;
  const { now } = options;
  return {
    list: async (id, signal) => [...(await connections.within(await usable(parts, id), signal, (it) => it.list()))],
    call: async ({ server, name, arguments: args }, how) =>
      connections.within(await usable(parts, server), how.signal, (it) => it.call(name, args, how)),
    async views() {
      const all = await recordsOf(parts);
      const looks = all.filter(({ enabled }) => enabled).map((record) => connections.lookAt(record));
      await inTime(Promise.all(looks), LOOK_MS, undefined);
      return all.map(viewOf(parts));
    },
    kept: async () => (await recordsOf(parts)).map(viewOf(parts)),
    async test(id) {
      const record = await usable(parts, id);
      const beganMs = now();
      const problem = await connections.tryNow(record).then(() => undefined, toWords);
      const tools = connections.known(record).tools.map(({ name }) => name);
      const durationMs = now() - beganMs;
      return problem === undefined ? { ok: true, durationMs, tools } : { ok: false, durationMs, tools: [], problem };
    },
    log: async (id) => ways.logOf(await store.read(id)),
  };
}

function changing(parts: Parts): Pick<ToolServers, "add" | "addProgram" | "change" | "remove"> {
  const { options, store, ways } = parts;
  const view = viewOf(parts);
  const requireNotOurs = (url: string) => {
    if (isOwnMcp(new URL(url), options)) throw ourOwn();
  };
  return {
    async add(server) {
      requireNotOurs(server.url);
      return view(await store.add(server));
    },
    async addProgram(program) {
      requireNoLoop(program);
      return view(await store.addProgram(program));
    },
    async change(id, patch) {
      if (patch.url !== undefined) requireNotOurs(patch.url);
      const changed = await store.change(id, (record) => editToolServer(store, record, patch));
      await recordsOf(parts);
      return view(changed);
    },
    async remove(id, by) {
      const record = await store.read(id);
      if (record.kind === "stdio" && by === "http") throw onlyAtTerminal(record);
      await store.remove(id);
      ways.forget(id);
      await recordsOf(parts);
    },
  };
}

function signingIn(parts: Parts): Pick<ToolServers, "signIn" | "callback" | "signOut"> {
  const { store, ways } = parts;
  const overHttp = async (id: string): Promise<HttpToolServer> => {
    const record = await store.read(id);
    if (record.kind === "http") return record;
    throw new AppError("invalid_request", `${record.name} is a program on this computer, which wants no sign-in.`);
  };
  return {
    async signIn(id, origin) {
      const { startToolSignIn } = await import("./toolSignIn");
      return startToolSignIn(ways.signInParts, await overHttp(id), origin);
    },
    async callback(answer) {
      const { finishToolSignIn } = await import("./toolSignIn");
      return finishToolSignIn(ways.signInParts, answer);
    },
    async signOut(id) {
      await overHttp(id);
      const changed = await store.change(id, (record) => {
        if (record.kind === "http") Object.assign(record, { grant: null, waiting: null });
        record.generation++;
      });
      await recordsOf(parts);
      return viewOf(parts)(changed);
    },
  };
}

function toWords(error: unknown): string {
  if (isAppError(error)) return error.message;
  throw error;
}
