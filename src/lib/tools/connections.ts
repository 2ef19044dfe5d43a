import type { ToolInfo } from "@/lib/nodes/toolCaller";
import { pause } from "@/lib/pause";
import { AppError, isAppError } from "@/types/errors";
import type { ToolServerStatus } from "@/types/tools";
import type { Connection, ConnectOptions } from "./connection";
import type { ToolServerRecord } from "./toolServerRecord";

/** How long a connection that nobody uses is kept. */
const IDLE_MS = 10 * 60_000;
/** After so many failures in a row, how long the last one is told instead of trying again. */
const BACKOFF_MS = [0, 1000, 2000, 5000, 15_000, 60_000];
/** How often, and after which waiting, work tries to connect to a server that is not there. */
const TRIES_MS = [0, 500, 1500];

export interface KnownServer {
  status: ToolServerStatus;
  error?: AppError;
  tools: readonly ToolInfo[];
}

/** One connection for each server and process, made when it is needed first. */
export interface Connections {
  known(record: ToolServerRecord): KnownServer;
  /** @throws AppError `tool_failed`, what `work` throws; what aborts */
  within<T>(record: ToolServerRecord, signal: AbortSignal, work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Connects if it is not, once, whatever failed before. @throws AppError `tool_failed` */
  tryNow(record: ToolServerRecord): Promise<void>;
  /** Connects in the background where nothing is known of it, or it failed some time ago. Never throws. */
  lookAt(record: ToolServerRecord): Promise<void>;
  /** Closes those of servers that are not among these, switched off, or changed. Never throws. */
  keepOnly(records: readonly ToolServerRecord[]): void;
  /** Never throws. */
  close(): Promise<void>;
}

export interface ConnectionsOptions {
  /** Opens its secrets and connects. */
  connect(record: ToolServerRecord, events: Pick<ConnectOptions, "onClosed" | "onTools">): Promise<Connection>;
  /** Milliseconds since 1970. */
  now: () => number;
  idleMs?: number;
}

interface Held {
  generation: number;
  opening?: Promise<Connection>;
  connection?: Connection;
  tools: readonly ToolInfo[];
  error?: AppError;
  failures: number;
  failedAt: number;
  users: number;
  /** Grows each time that it is closed by us: what was being opened then is not kept. */
  epoch: number;
  idle?: NodeJS.Timeout;
}

export function createConnections({ connect, now, idleMs = IDLE_MS }: ConnectionsOptions): Connections {
  const all = new Map<string, Held>();
  const closing = new Set<Promise<void>>();

  function held({ id, generation }: ToolServerRecord): Held {
    const before = all.get(id);
    // Whoever has read the list a moment ago does not take a connection from who has read a newer one.
    if (before !== undefined && before.generation >= generation) return before;
    if (before !== undefined) drop(id, before);
    const fresh: Held = { generation, tools: [], failures: 0, failedAt: 0, users: 0, epoch: 0 };
    all.set(id, fresh);
    return fresh;
  }

  function drop(id: string, one: Held): void {
    if (all.get(id) === one) all.delete(id);
    void shut(one);
  }

  function shut(one: Held): Promise<void> {
    clearTimeout(one.idle);
    const { connection, opening } = one;
    one.epoch++;
    one.connection = undefined;
    one.opening = undefined;
    const closed = (async () => {
      await connection?.close();
      await (await opening?.catch(() => undefined))?.close();
    })();
    closing.add(closed);
    return closed.finally(() => closing.delete(closed));
  }

  function open(record: ToolServerRecord, one: Held): Promise<Connection> {
    if (one.connection !== undefined) return Promise.resolve(one.connection);
    if (one.opening !== undefined) return one.opening;
    const opening = openAnew(record, one).finally(() => {
      if (one.opening === opening) one.opening = undefined;
    });
    one.opening = opening;
    return opening;
  }

  async function openAnew(record: ToolServerRecord, one: Held): Promise<Connection> {
    const { epoch } = one;
    const isOurs = () => one.epoch === epoch;
    let isOver = false;
    try {
      const connection = await connect(record, {
        onClosed: () => {
          isOver = true;
          if (isOurs()) one.connection = undefined;
        },
        onTools: (tools) => {
          if (isOurs()) one.tools = tools;
        },
      });
      if (!isOver && isOurs()) one.connection = connection;
      one.failures = 0;
      one.error = undefined;
      rest(one);
      return connection;
    } catch (error) {
      one.failures++;
      one.failedAt = now();
      if (isAppError(error)) one.error = error;
      throw error;
    }
  }

  function rest(one: Held): void {
    clearTimeout(one.idle);
    if (one.users > 0) return;
    one.idle = setTimeout(() => void shut(one), idleMs).unref();
  }

  const isWaiting = ({ failures, failedAt }: Held) =>
    now() < failedAt + (BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0);

  /** With some patience for a server that is just being started. */
  async function openPatiently(record: ToolServerRecord, signal: AbortSignal): Promise<[Held, Connection]> {
    const known = held(record);
    if (known.connection === undefined && known.error !== undefined && isWaiting(known)) throw known.error;
    for (const [index, waitMs] of TRIES_MS.entries()) {
      await pause(waitMs, signal);
      signal.throwIfAborted();
      // It may have been let go meanwhile.
      const one = held(record);
      try {
        return [one, await unlessAborted(open(record, one), signal)];
      } catch (error) {
        const mayPass = isAppError(error) && ["unreachable", "interrupted"].includes(String(error.facts.reason));
        if (!mayPass || index === TRIES_MS.length - 1) throw error;
      }
    }
    throw new Error("There is always a last try.");
  }

  async function workOnce<T>(record: ToolServerRecord, signal: AbortSignal, work: (it: Connection) => Promise<T>) {
    const [one, connection] = await openPatiently(record, signal);
    one.users++;
    clearTimeout(one.idle);
    try {
      return await work(connection);
    } finally {
      one.users--;
      if (one.connection !== undefined) rest(one);
    }
  }

  return {
    known(record) {
      const one = all.get(record.id);
      if (!record.enabled) return { status: "off", tools: [] };
      if (one === undefined || one.generation < record.generation) return { status: "new", tools: [] };
      const { tools, error } = one;
      return { status: statusOf(one), tools, ...(error === undefined ? {} : { error }) };
    },
    async within(record, signal, work) {
      try {
        return await workOnce(record, signal, work);
      } catch (error) {
        // The server has looked at nothing of it: its session was gone.
        if (!isAppError(error) || error.facts.reason !== "stale") throw error;
        await shut(held(record));
        return workOnce(record, signal, work);
      }
    },
    async tryNow(record) {
      const one = held(record);
      await shut(one);
      await open(record, one);
    },
    async lookAt(record) {
      const one = held(record);
      const isKnown = one.connection !== undefined || (one.tools.length > 0 && one.error === undefined);
      if (isKnown || (one.error !== undefined && isWaiting(one))) return;
      await open(record, one).catch(() => undefined);
    },
    keepOnly(records) {
      for (const [id, one] of all) {
        const record = records.find((other) => other.id === id);
        if (record?.enabled !== true || record.generation > one.generation) drop(id, one);
      }
    },
    async close() {
      for (const [id, one] of all) drop(id, one);
      await Promise.all(closing);
    },
  };
}

function statusOf({ connection, opening, error, tools }: Held): ToolServerStatus {
  if (connection !== undefined) return "connected";
  if (opening !== undefined) return "connecting";
  if (error !== undefined) return error.facts.reason === "sign_in" ? "sign_in" : "failed";
  return tools.length > 0 ? "resting" : "new";
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const gone = Promise.withResolvers<never>();
  const leave = () => gone.reject(signal.reason);
  signal.addEventListener("abort", leave, { once: true });
  return Promise.race([work, gone.promise]).finally(() => signal.removeEventListener("abort", leave));
}

/** Of a server that is switched off. */
export function switchedOff({ name }: ToolServerRecord): AppError {
  return new AppError("not_found", `${name} is switched off. Switch it on under Project setup, Tools.`);
}
