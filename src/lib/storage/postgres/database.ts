import type pg from "pg";
import { toDatabaseError } from "./databaseError";

/** Rows by the names of their columns; a caller says what its statement gives. */
export type Row = Record<string, unknown>;

export interface Statements {
  /** @throws AppError `storage_failed` */
  query<R extends object = Row>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** One PostgreSQL database, through a bounded pool of connections. */
export interface Database extends Statements {
  /** All or nothing; a work that throws is taken back. @throws AppError `storage_failed`, what `work` throws */
  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  /**
   * A connection of its own, outside of the pool, for what hangs on a connection: locks of a session, `LISTEN`.
   * `onLost` is called once if it breaks. Its statements may take as long as they like, unless `statementTimeoutMs`
   * says otherwise, which is then also the time to reach the database. @throws AppError `storage_failed`
   */
  connect(onLost: (error: unknown) => void, statementTimeoutMs?: number): Promise<Connection>;
  /** Of the pool: how many work, how many are free, and how many callers wait for one. */
  connections(): { used: number; idle: number; waiting: number };
  /** Ends all connections of the pool, once their work is done. */
  close(): Promise<void>;
}

export interface Connection extends Statements {
  onNotification(listener: (channel: string, payload: string) => void): void;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/name` */
  url: string;
  /** Connections of the pool. Default 10. */
  maxConnections?: number;
  /** A statement that takes longer is ended, in milliseconds. Default 30,000. */
  statementTimeoutMs?: number;
  /** A broken connection that nobody was using. */
  onIdleError?: (error: unknown) => void;
}

/** How long to wait for a connection, in milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 30_000;
const what = "The data";

export function createDatabase({
  url,
  maxConnections = 10,
  statementTimeoutMs = 30_000,
  onIdleError = () => {},
}: DatabaseOptions): Database {
  const settings: pg.ClientConfig = {
    connectionString: url,
    application_name: "patchbay",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...timeLimits(statementTimeoutMs),
    idle_in_transaction_session_timeout: statementTimeoutMs,
    keepAlive: true,
  };
  const openPool = async () => {
    const { default: driver } = await import("pg");
    const pool = new driver.Pool({ ...settings, max: maxConnections, idleTimeoutMillis: IDLE_TIMEOUT_MS });
    pool.on("error", onIdleError);
    open = pool;
    return pool;
  };
  // The driver is loaded when it is used: files need none.
  let opened: Promise<pg.Pool> | undefined;
  let open: pg.Pool | undefined;
  const pool = () => {
    opened ??= openPool();
    return opened;
  };

  return {
    query: async (text, values) => rowsOf(await pool(), text, values),
    transaction: async (work) => {
      const client = await explained((await pool()).connect());
      // The pool looks after idle ones only; a statement that meets the broken connection says so.
      client.on("error", ignore);
      let failure: unknown;
      try {
        await rowsOf(client, "BEGIN");
        const result = await work({ query: (text, values) => rowsOf(client, text, values) });
        await rowsOf(client, "COMMIT");
        return result;
      } catch (error) {
        failure = error;
        // A connection that cannot even take back is broken, and leaves the pool.
        await client.query("ROLLBACK").then(
          () => {
            failure = undefined;
          },
          () => undefined,
        );
        throw error;
      } finally {
        client.off("error", ignore);
        client.release(failure !== undefined);
      }
    },
    connect: (onLost, timeoutMs = 0) =>
      connectAlone({ ...settings, ...timeLimits(timeoutMs), ...connectLimit(timeoutMs) }, onLost),
    connections: () => {
      const { totalCount = 0, idleCount = 0, waitingCount = 0 } = open ?? {};
      return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
    },
    close: async () => {
      await (await opened)?.end();
    },
  };
}

function ignore(): void {}

/** Of the server, and a longer one of our own: a network that has gone silent brings no answer at all. */
function timeLimits(statementTimeoutMs: number): pg.ClientConfig {
  return { statement_timeout: statementTimeoutMs, query_timeout: statementTimeoutMs * 1.5 };
}

function connectLimit(statementTimeoutMs: number): pg.ClientConfig {
  return statementTimeoutMs > 0 ? { connectionTimeoutMillis: Math.min(CONNECT_TIMEOUT_MS, statementTimeoutMs) } : {};
}

async function connectAlone(settings: pg.ClientConfig, onLost: (error: unknown) => void): Promise<Connection> {
  const { default: driver } = await import("pg");
  const client = new driver.Client({ ...settings, idle_in_transaction_session_timeout: 0 });
  let isOver = false;
  const lose = (error?: unknown) => {
    if (isOver) return;
    isOver = true;
    onLost(error);
  };
  client.on("error", lose);
  client.on("end", () => lose());
  await explained(client.connect()).catch((error: unknown) => {
    isOver = true;
    throw error;
  });
  let last: Promise<unknown> = Promise.resolve();
  return {
    // One statement at a time, whoever asks: the driver wants to be asked so.
    query: <R extends object>(text: string, values?: readonly unknown[]) => {
      const rows = last.then(() => rowsOf<R>(client, text, values));
      last = rows.catch(() => undefined);
      return rows;
    },
    onNotification: (listener) => {
      client.on("notification", ({ channel, payload = "" }) => listener(channel, payload));
    },
    close: () => {
      isOver = true;
      return client.end();
    },
  };
}

async function rowsOf<R extends object>(
  client: pg.Pool | pg.ClientBase,
  text: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  const { rows } = await explained(client.query<R>(text, [...values]));
  return rows;
}

async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toDatabaseError(error, what);
  }
}
