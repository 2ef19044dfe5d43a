import type { Connection, Database } from "./database";

/** The connection that holds the locks of this process; it is open while somebody needs it. */
export interface LockSession {
  /** To be called before a lock is wanted; what it returns, after. */
  enter(): () => void;
  /** What frees the lock; undefined while another session has it. @throws AppError `storage_failed` */
  tryLock(name: string): Promise<(() => Promise<void>) | undefined>;
  /** Shows others a sign, until the function that it gives is called. Never throws. */
  show(sign: string): Promise<() => Promise<void>>;
  /** Whether another session shows it. @throws AppError `storage_failed` */
  isShownElsewhere(sign: string): Promise<boolean>;
  /** Opens the session if it is not. @throws AppError `storage_failed` */
  open(): Promise<void>;
}

export interface LockSessionOptions {
  /** Shown as long as the session is open. */
  sign?: string;
  /** The session broke, and with it went its locks. */
  onLost?: () => void;
}

/** How long it stays open for the next one, in milliseconds. */
const LINGER_MS = 1000;
/** Taking a lock, or not, is done at once. */
const STATEMENT_TIMEOUT_MS = 10_000;

/** Hashes of 64 bits: two names that share one would wait for each other, and no more. */
const KEY = "hashtextextended('patchbay ' || $1, 0)";

/** `$1` as the view of locks has it: a key of 64 bits in two halves, which is marked by a 1. */
const SHOWN_ELSEWHERE = `
  SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND pid <> pg_backend_pid()
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid::bigint << 32 | objid::bigint = ${KEY} LIMIT 1`;

const SHOW = `SELECT pg_try_advisory_lock_shared(${KEY})`;

export function createLockSession(
  database: Pick<Database, "connect">,
  { sign, onLost = () => {} }: LockSessionOptions = {},
): LockSession {
  let users = 0;
  let session: Promise<Connection> | undefined;
  let closing: NodeJS.Timeout | undefined;

  function open(): Promise<Connection> {
    if (session !== undefined) return session;
    const forget = () => {
      if (session === opened) session = undefined;
    };
    const lose = () => {
      forget();
      onLost();
    };
    const opened = connect(database, lose, sign);
    opened.catch(forget);
    session = opened;
    return opened;
  }

  function close(): void {
    // One that is broken has ended by itself.
    session?.then((connection) => connection.close()).catch(() => undefined);
    session = undefined;
  }

  /** What cannot be freed was freed with its session; one that came after it may have taken it again. */
  const unlock = async (statement: string, name: string, opened: Promise<Connection>) => {
    const current = await (session ?? opened).catch(() => undefined);
    await current?.query(statement, [name]).catch(() => undefined);
  };

  return {
    enter: () => {
      users += 1;
      clearTimeout(closing);
      return () => {
        users -= 1;
        if (users === 0) closing = setTimeout(close, LINGER_MS);
      };
    },
    tryLock: async (name) => {
      const opened = open();
      const isTaken = await tryLockOn(await opened, name).catch((error: unknown) => {
        // It may be one that has gone silent: the next one is asked on another.
        if (session === opened) close();
        throw error;
      });
      if (!isTaken) return undefined;
      return () => unlock(`SELECT pg_advisory_unlock(${KEY})`, name, opened);
    },
    show: async (name) => {
      const opened = open();
      await opened.then((connection) => connection.query(SHOW, [name])).catch(() => undefined);
      return () => unlock(`SELECT pg_advisory_unlock_shared(${KEY})`, name, opened);
    },
    isShownElsewhere: async (name) => (await (await open()).query(SHOWN_ELSEWHERE, [name])).length > 0,
    open: async () => {
      await open();
    },
  };
}

async function tryLockOn(connection: Connection, name: string): Promise<boolean> {
  const statement = `SELECT pg_try_advisory_lock(${KEY}) AS taken`;
  const [row] = await connection.query<{ taken: boolean }>(statement, [name]);
  return row?.taken === true;
}

async function connect(
  database: Pick<Database, "connect">,
  onLost: () => void,
  sign: string | undefined,
): Promise<Connection> {
  const connection = await database.connect(onLost, STATEMENT_TIMEOUT_MS);
  // A computer that is gone without a word holds its locks for so long, in seconds.
  const settings = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3";
  try {
    await connection.query(settings);
    if (sign !== undefined) await connection.query(SHOW, [sign]);
    return connection;
  } catch (error) {
    // Nobody waits for it: the network may have gone silent.
    void connection.close().catch(() => undefined);
    throw error;
  }
}
