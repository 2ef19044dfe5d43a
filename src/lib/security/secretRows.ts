import { createHash, randomBytes } from "node:crypto";
import type { JsonText } from "@/lib/storage/jsonText";
import { AppError } from "@/types/errors";
import { createSessionWatch } from "./sessionWatch";
import { createUseNote, type Used } from "./useNote";

/** Whether somebody may still be here, where people have names. @throws AppError `storage_failed` */
export type IsActive = (person: string) => Promise<boolean>;

/** What is kept of a secret that lets somebody in until it is revoked: nothing that opens. */
export interface SecretRow extends Used, MadeRow {
  /** Whose it is, where people have names. */
  person?: string | undefined;
}

/** What every new one has. */
export interface MadeRow {
  id: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** Of 256 random bits: how long it takes to compare digests tells nothing about the secret. */
  sha256: string;
}

/** Every method: @throws AppError `storage_failed` */
export interface SecretRows<Row> {
  /** The secret itself is the caller's alone. @throws AppError `invalid_request` where there are too many */
  create(toRow: (made: MadeRow, secret: string) => Row): Promise<{ row: Row; secret: string }>;
  /** Newest first. */
  list(isMeant: (row: Row) => boolean): Promise<Row[]>;
  /** Of any of these secrets. */
  find(secrets: readonly string[], isMeant?: (row: Row) => boolean): Promise<Row | undefined>;
  /** Nothing is opened by it from here on. @throws AppError `not_found` */
  revoke(isMeant: (row: Row) => boolean): Promise<Row>;
  /** To the minute; never throws. */
  noteUse(row: Row): Promise<void>;
  /** Calls `end` once it opens nothing any more, in whichever process that came about. Returns what stops the watching. */
  watch(id: string, end: () => void): () => void;
}

export interface SecretRowsOptions<State, Row> {
  kept: JsonText<State>;
  /** In the order in which they were made. */
  rowsOf(state: State): Row[];
  /** What one is called in sentences. */
  noun: string;
  /** Each secret begins with it. */
  prefix: string;
  /** Whether one that was not revoked opens still; each does if absent. */
  isOpen?(row: Row): boolean;
  /** Of the person whose it is; everybody is if absent. */
  isActive?: IsActive | undefined;
  /** Told where noting a use failed, which keeps nobody out. */
  reportBug(error: unknown): unknown;
  /** Milliseconds since 1970. */
  now(): number;
}

const MAX_ROWS = 500;

export function createSecretRows<State, Row extends SecretRow>(
  options: SecretRowsOptions<State, Row>,
): SecretRows<Row> {
  const { kept, rowsOf, noun, prefix, reportBug, now } = options;
  const { isOpen = () => true, isActive = async () => true } = options;
  const read = async () => rowsOf(await kept.read());
  const change = <T>(edit: (rows: Row[]) => T) => kept.change((state) => edit(rowsOf(state)));
  const isOfActive = async ({ person }: Row) => person === undefined || isActive(person);
  const watch = createSessionWatch(async (ids) => {
    const open = (await read()).filter((row) => ids.includes(row.id) && isOpen(row));
    return (await Promise.all(open.map(async (row) => ((await isOfActive(row)) ? [row.id] : [])))).flat();
  });

  return {
    create: async (toRow) => {
      const secret = `${prefix}${randomBytes(32).toString("base64url")}`;
      const id = randomBytes(9).toString("base64url");
      const row = toRow({ id, createdAt: new Date(now()).toISOString(), sha256: digest(secret) }, secret);
      await change((rows) => {
        if (rows.length >= MAX_ROWS) throw tooMany(noun);
        rows.push(row);
      });
      return { row, secret };
    },
    list: async (isMeant) => (await read()).filter(isMeant).reverse(),
    find: async (secrets, isMeant = () => true) => {
      if (secrets.length === 0) return undefined;
      const digests = new Set(secrets.map(digest));
      return (await read()).find((row) => digests.has(row.sha256) && isMeant(row));
    },
    revoke: async (isMeant) => {
      const revoked = await change((rows) => {
        const row = rows.find(isMeant);
        if (row === undefined) throw new AppError("not_found", `There is no such ${noun} any more.`);
        rows.splice(rows.indexOf(row), 1);
        return row;
      });
      watch.end([revoked.id]);
      return revoked;
    },
    noteUse: createUseNote({ change, reportBug, now }),
    watch: (id, end) => watch.add({ id }, end),
  };
}

function digest(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function tooMany(noun: string): AppError {
  return new AppError("invalid_request", `There are ${MAX_ROWS} ${noun}s already. Revoke some that nobody uses.`);
}
