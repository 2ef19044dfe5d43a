import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { z } from "zod";
import type { SecretBox } from "@/lib/security/secretBox";
import { createFileLock } from "@/lib/storage/file/fileLock";
import { type AuthenticatedFile, createAuthenticatedFile, type FileState, otherVersion } from "./authenticatedFile";
import type { StoredAccount, StoredDocument } from "./authFileSchema";

export interface AuthSnapshot<D extends StoredDocument> {
  document: D;
  /** Why accounts that were there cannot be used, in words; absent when all is well. */
  problem?: string;
}

/** The accounts and pending sign-ins of one issuer, shared by all processes on one data directory. */
export interface AuthStore<D extends StoredDocument = StoredDocument> {
  /** Cheap enough to poll. The document is shared between callers: to change it, use `update`. */
  read(): Promise<AuthSnapshot<D>>;
  /**
   * Reads anew under the lock, lets `change` edit a copy, and writes it if it differs. Keep `change` short: no
   * network. Compare-and-swap is `change`'s part: it sees the generation of the account it is about to replace.
   * @throws AppError `storage_failed`, also for a file that another version wrote in its own form
   */
  update<T>(change: (document: D) => T | Promise<T>): Promise<T>;
  /** Writes once more what stands there, to know whether a change could be kept. @throws AppError `storage_failed` */
  requireWritable(): Promise<void>;
}

const DAMAGED = "damaged";

export interface AuthStoreOptions<D extends StoredDocument> {
  dataDir: string;
  /** Of the file, without `.json`. */
  name: string;
  schema: z.ZodType<D>;
  /** What a missing file stands for. */
  empty(): D;
  box: SecretBox;
}

export function createAuthStore<D extends StoredDocument>({
  dataDir,
  name,
  schema,
  empty,
  box,
}: AuthStoreOptions<D>): AuthStore<D> {
  const main = createAuthenticatedFile(join(dataDir, `${name}.json`), schema, box);
  // Pending sign-ins while `main` belongs to another key and must stay as it is.
  const waiting = createAuthenticatedFile(join(dataDir, `${name}.waiting.json`), schema, box);
  const lock = createFileLock(join(dataDir, "locks", `${name}.lock`));

  /** A damaged file is moved aside by the first reader that sees it; a second look, under the lock, keeps a good one. */
  async function readMain(): Promise<FileState<D>> {
    const state = await main.read();
    return state.kind === "damaged" ? lock.run(readMainLocked) : state;
  }

  async function readMainLocked(): Promise<FileState<D>> {
    const state = await main.read();
    if (state.kind === "damaged") await main.moveAside(DAMAGED);
    return state.kind === "damaged" ? { kind: "missing" } : state;
  }

  async function documentOf(state: FileState<D>): Promise<D> {
    if (state.kind === "valid") return state.document;
    if (state.kind !== "foreign") return empty();
    const pending = await waiting.read();
    return withoutSecrets(state.document, pending.kind === "valid" ? pending.document.pending : []);
  }

  /** A file of another key is replaced only once an account has changed: a sign-in succeeded, or a disconnect. */
  async function save(state: FileState<D>, before: D, after: D): Promise<void> {
    if (state.kind !== "foreign") return main.write(after);
    if (isSame(before.accounts, after.accounts)) return waiting.write({ ...after, accounts: [] });
    await main.copyAside("other-key");
    await main.write(after);
    await rm(waiting.path, { force: true });
  }

  return {
    async read() {
      const state = await readMain();
      const document = await documentOf(state);
      return { document, problem: await problemOf(state, document, main) };
    },
    update: (change) =>
      lock.run(async () => {
        const state = await readMainLocked();
        if (state.kind === "unknown") throw otherVersion(main.path);
        const before = await documentOf(state);
        const draft = structuredClone(before);
        const result = await change(draft);
        if (!isSame(before, draft)) await save(state, before, draft);
        return result;
      }),
    requireWritable: () =>
      lock.run(async () => {
        const state = await readMainLocked();
        if (state.kind === "valid") await main.write(state.document);
      }),
  };
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Accounts of another key keep their place, so that signing in again finds the row, but nothing of them is used. */
function withoutSecrets<D extends StoredDocument>(document: D, pending: D["pending"]): D {
  const accounts = document.accounts.map(
    (account): StoredAccount => ({
      ...account,
      status: "needs_login",
      access_token: null,
      refresh_token: null,
      id_token: null,
      api_key: null,
      proxy_url: null,
      // Where its tokens would go.
      routing_override: null,
      backend_origin: null,
    }),
  );
  return { ...document, accounts, pending };
}

async function problemOf<D extends StoredDocument>(
  state: FileState<D>,
  document: D,
  file: AuthenticatedFile<D>,
): Promise<string | undefined> {
  if (state.kind === "unknown") return otherVersion(file.path).message;
  if (state.kind === "foreign") {
    return `The accounts in ${file.path} were encrypted with another key than the present one. Put back the earlier PATCHBAY_SECRET or key file, or sign in again; the file stays as it is until then.`;
  }
  if (document.accounts.length > 0) return undefined;
  const kept = await newestDamaged(file.path);
  return kept === undefined
    ? undefined
    : `The account file was damaged or changed by something other than Patchbay. It was kept as ${kept}; sign in again, and delete that file when you no longer need it.`;
}

async function newestDamaged(path: string): Promise<string | undefined> {
  // Only a hint: a directory that cannot be read is told by whoever reads the file itself.
  const names = await readdir(dirname(path)).catch(() => [] as string[]);
  const prefix = `${basename(path)}.${DAMAGED}-`;
  return names
    .filter((name) => name.startsWith(prefix))
    .sort()
    .at(-1);
}
