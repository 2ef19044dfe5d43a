import type { z } from "zod";
import { createAuthenticatedText, otherVersion, type TextState } from "@/lib/security/authenticatedText";
import type { SecretBox } from "@/lib/security/secretBox";
import type { StoredText, TextStore } from "@/lib/storage/ports";
import type { StoredAccount, StoredDocument } from "./authFileSchema";
import { nothingSecret } from "./storedRows";

export interface AuthSnapshot<D extends StoredDocument> {
  document: D;
  /** Why accounts that were there cannot be used, in words; absent when all is well. */
  problem?: string;
}

/** The accounts and pending sign-ins of one issuer, shared by all processes. */
export interface AuthStore<D extends StoredDocument = StoredDocument> {
  /** Cheap enough to poll. The document is shared between callers: to change it, use `update`. */
  read(): Promise<AuthSnapshot<D>>;
  /**
   * Reads anew under the lock, lets `change` edit a copy, and writes it if it differs. Keep `change` short: no
   * network. Compare-and-swap is `change`'s part: it sees the generation of the account it is about to replace.
   * @throws AppError `storage_failed`, also for what another version wrote in its own form, or somebody else meanwhile
   */
  update<T>(change: (document: D) => T | Promise<T>): Promise<T>;
  /** Writes once more what stands there, to know whether a change could be kept. @throws AppError `storage_failed` */
  requireWritable(): Promise<void>;
  /** Whether what `update` has thrown passes by itself. */
  outlasts(error: unknown): boolean;
}

const DAMAGED = "damaged";

export interface AuthStoreOptions<D extends StoredDocument> {
  texts: TextStore;
  name: string;
  schema: z.ZodType<D>;
  /** What a missing text stands for. */
  empty(): D;
  box: SecretBox;
}

export function createAuthStore<D extends StoredDocument>({
  texts,
  name,
  schema,
  empty,
  box,
}: AuthStoreOptions<D>): AuthStore<D> {
  const main = createAuthenticatedText(texts.text(name), schema, box);
  // Pending sign-ins while `main` belongs to another key and must stay as it is.
  const waiting = createAuthenticatedText(texts.text(`${name}.waiting`), schema, box);
  const lock = texts.lock(name);

  /** What is damaged is moved aside by the first reader that sees it; a second look, under the lock, keeps a good one. */
  async function readMain(): Promise<TextState<D>> {
    const state = await main.read();
    return state.kind === "damaged" ? lock.run(readMainLocked) : state;
  }

  async function readMainLocked(): Promise<TextState<D>> {
    const state = await main.read();
    if (state.kind !== "damaged") return state;
    await main.text.moveAside(DAMAGED, state.version);
    return { kind: "missing" };
  }

  async function documentOf(state: TextState<D>): Promise<D> {
    if (state.kind === "valid") return state.document;
    if (state.kind !== "foreign") return empty();
    const pending = await waiting.read();
    return withoutSecrets(state.document, pending.kind === "valid" ? pending.document.pending : []);
  }

  /** What belongs to another key is replaced only once an account has changed: a sign-in succeeded, or a disconnect. */
  async function save(state: TextState<D>, before: D, after: D): Promise<void> {
    if (state.kind !== "foreign") return main.write(after, state);
    if (isSame(before.accounts, after.accounts)) {
      return waiting.write({ ...after, accounts: [] }, await waiting.read());
    }
    await main.text.copyAside("other-key");
    await main.write(after, state);
    await waiting.text.remove();
  }

  return {
    async read() {
      const state = await readMain();
      const document = await documentOf(state);
      return { document, problem: await problemOf(state, document, main.text) };
    },
    update: (change) =>
      lock.run(async () => {
        const state = await readMainLocked();
        if (state.kind === "unknown") throw otherVersion(main.text);
        const before = await documentOf(state);
        const draft = structuredClone(before);
        const result = await change(draft);
        if (!isSame(before, draft)) await save(state, before, draft);
        return result;
      }),
    outlasts: texts.outlasts,
    requireWritable: () =>
      lock.run(async () => {
        const state = await readMainLocked();
        if (state.kind === "valid") await main.write(state.document, state);
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
      ...nothingSecret,
      // Where its tokens would go.
      routing_override: null,
      backend_origin: null,
    }),
  );
  return { ...document, accounts, pending };
}

async function problemOf<D extends StoredDocument>(
  state: TextState<D>,
  document: D,
  text: StoredText,
): Promise<string | undefined> {
  if (state.kind === "unknown") return otherVersion(text).message;
  if (state.kind === "foreign") {
    return `The accounts in ${text.place} were encrypted with another key than the present one. Put back the earlier PATCHBAY_SECRET or key file, or sign in again; what stands there stays as it is until then.`;
  }
  if (document.accounts.length > 0) return undefined;
  const kept = await text.newestAside(DAMAGED);
  return kept === undefined
    ? undefined
    : `The accounts were damaged or changed by something other than Patchbay. What stood there was kept as ${kept}; sign in again, and delete that when you no longer need it.`;
}
