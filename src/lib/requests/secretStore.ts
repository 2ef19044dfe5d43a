import { z } from "zod";
import { changeText, createAuthenticatedText, otherVersion } from "@/lib/security/authenticatedText";
import type { SecretBox, SecretPlace } from "@/lib/security/secretBox";
import type { TextStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import type { PutSecret, SecretView } from "@/types/secrets";

/** A secret with where it may go, for a request that is about to be sent. */
export interface OpenSecret {
  value: string;
  origins: readonly string[];
}

/** Secrets that requests name: sealed, and each bound to its origins. */
export interface SecretStore {
  /** By name. @throws AppError `storage_failed` */
  list(): Promise<SecretView[]>;
  /** In the place of one that is called so. @throws AppError `storage_failed` */
  put(name: string, secret: PutSecret): Promise<SecretView>;
  /** @throws AppError `not_found`, `storage_failed` */
  remove(name: string): Promise<void>;
  /** @throws AppError `not_found` in words for whoever wrote the request, `storage_failed` */
  open(name: string): Promise<OpenSecret>;
}

export interface SecretStoreOptions {
  texts: TextStore;
  box: SecretBox;
  /** Milliseconds since 1970. */
  now?: () => number;
}

const rowSchema = z.object({
  id: z.string(),
  sealed: z.string(),
  origins: z.array(z.string()),
  updated_at: z.string(),
});
type Row = z.infer<typeof rowSchema>;
const documentSchema = z.object({ version: z.literal(1), secrets: z.array(rowSchema) });
type Document = z.infer<typeof documentSchema>;

export function createSecretStore({ texts, box, now = Date.now }: SecretStoreOptions): SecretStore {
  const kept = createAuthenticatedText<Document>(texts.text("secrets"), documentSchema, box);
  const lock = texts.lock("secrets");
  const update = <T>(change: (document: Document) => T) =>
    lock.run(() => changeText<Document, T>(kept, () => ({ version: 1, secrets: [] }), change));

  async function rows(): Promise<Row[]> {
    const state = await kept.read();
    if (state.kind === "unknown") throw otherVersion(kept.text);
    if (state.kind === "valid") return state.document.secrets;
    if (state.kind === "missing" || (state.kind === "foreign" && state.document.secrets.length === 0)) return [];
    const why =
      state.kind === "damaged"
        ? "were damaged or changed by something other than Patchbay"
        : "were sealed with another key than the present one: put back the earlier PATCHBAY_SECRET or key file";
    const message = `The secrets in ${kept.text.place} ${why}, so none is used. Set them again; what stands there is kept aside then.`;
    throw new AppError("storage_failed", message);
  }

  return {
    list: async () => (await rows()).map(toView).sort((a, b) => (a.name < b.name ? -1 : 1)),
    put: async (name, { value, origins }) => {
      const sealed = await box.seal(value, placeOf(name, origins));
      const row = { id: name, sealed, origins, updated_at: new Date(now()).toISOString() };
      await update((document) => {
        document.secrets = [...document.secrets.filter(({ id }) => id !== name), row];
      });
      return toView(row);
    },
    remove: (name) =>
      update((document) => {
        const left = document.secrets.filter(({ id }) => id !== name);
        if (left.length === document.secrets.length) throw new AppError("not_found", `There is no secret ${name}.`);
        document.secrets = left;
      }),
    open: async (name) => {
      const row = (await rows()).find(({ id }) => id === name);
      if (row === undefined) throw noSecret(name);
      return { value: await box.open(row.sealed, placeOf(name, row.origins)), origins: row.origins };
    },
  };
}

function noSecret(name: string): AppError {
  const message = `There is no secret ${name}. Set it under Project setup, Secrets, or with: patchbay secrets set ${name}`;
  return new AppError("not_found", message, { secret: name });
}

/** Where it may go is part of what is sealed: beside other origins it does not open. */
function placeOf(name: string, origins: readonly string[]): SecretPlace {
  return { owner: name, field: "secret", address: origins.join(" ") };
}

function toView({ id, origins, updated_at }: Row): SecretView {
  return { name: id, origins, updatedAt: updated_at };
}
