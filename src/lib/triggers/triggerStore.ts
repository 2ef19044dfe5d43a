import { randomBytes } from "node:crypto";
import { z } from "zod";
import { changeText, createAuthenticatedText, otherVersion } from "@/lib/security/authenticatedText";
import type { SecretBox } from "@/lib/security/secretBox";
import type { TextStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { MAX_TRIGGERS, type Trigger, triggerSchema } from "@/types/triggers";

/** `secret` is sealed. What another version keeps here stays, and is not seen. */
const rowSchema = z.intersection(triggerSchema, z.object({ secret: z.string().optional() }));
type Row = z.infer<typeof rowSchema>;

const documentSchema = z.object({
  version: z.literal(1),
  triggers: z.array(z.unknown()).transform((rows) => rows.flatMap((row) => rowSchema.safeParse(row).data ?? [])),
});
type Document = z.infer<typeof documentSchema>;

type Distributed<T> = T extends unknown ? Omit<T, "id" | "createdAt"> : never;
export type NewTrigger = Distributed<Trigger>;

/** Triggers of everybody, in one text for all processes. Their secrets are sealed. */
export interface TriggerStore {
  /** In the order in which they were added, or last arranged. An unchanged list costs next to nothing. @throws AppError `storage_failed` */
  list(): Promise<Trigger[]>;
  /** @throws AppError `not_found`, `storage_failed` */
  read(id: string): Promise<Trigger>;
  /** @throws AppError `conflict` where there are too many, `storage_failed` */
  add(trigger: NewTrigger): Promise<Trigger>;
  /** Lets `edit` change a copy, and keeps it. @throws AppError `not_found`, `storage_failed`, what `edit` throws */
  change(id: string, edit: (trigger: Trigger) => void): Promise<Trigger>;
  /** @throws AppError `not_found`, `storage_failed` */
  remove(id: string): Promise<void>;
  /** Those named come in this order in the places that they have among all. Others are not moved. @throws AppError `storage_failed` */
  arrange(ids: readonly string[]): Promise<void>;
  /** Makes a new secret in the place of the one before, and gives it. @throws AppError `not_found`, `storage_failed` */
  makeSecret(id: string): Promise<string>;
  /** Undefined where none was made. @throws AppError `not_found`, `storage_failed` */
  secretOf(id: string): Promise<string | undefined>;
}

export interface TriggerStoreOptions {
  texts: TextStore;
  box: SecretBox;
  /** Milliseconds since 1970. */
  now: () => number;
}

export function createTriggerStore({ texts, box, now }: TriggerStoreOptions): TriggerStore {
  const kept = createAuthenticatedText(texts.text("triggers", "The triggers"), documentSchema, box);
  const lock = texts.lock("triggers");
  const update = <T>(change: (document: Document) => T | Promise<T>): Promise<T> =>
    lock.run(() => changeText<Document, T>(kept, () => ({ version: 1, triggers: [] }), change));

  async function rows(): Promise<readonly Row[]> {
    const state = await kept.read();
    if (state.kind === "missing") return [];
    if (state.kind === "valid") return state.document.triggers;
    if (state.kind === "unknown") throw otherVersion(kept.text);
    throw new AppError("storage_failed", unusable(kept.text.place, state.kind));
  }

  return {
    list: async () => (await rows()).map(toTrigger),
    read: async (id) => toTrigger(find(await rows(), id)),
    add: (trigger) =>
      update((document) => {
        if (document.triggers.length >= MAX_TRIGGERS) throw tooMany();
        const createdAt = new Date(now()).toISOString();
        const row: Row = { ...trigger, id: randomBytes(12).toString("base64url"), createdAt };
        document.triggers.push(row);
        return toTrigger(row);
      }),
    change: (id, edit) =>
      update(({ triggers }) => {
        const row = find(triggers, id);
        edit(row);
        return toTrigger(row);
      }),
    remove: (id) =>
      update((document) => {
        const row = find(document.triggers, id);
        document.triggers = document.triggers.filter((other) => other !== row);
      }),
    arrange: (ids) =>
      update((document) => {
        const named = document.triggers.filter(({ id }) => ids.includes(id));
        const arranged = named.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
        document.triggers = document.triggers.map((row) => (named.includes(row) ? (arranged.shift() ?? row) : row));
      }),
    makeSecret: async (id) => {
      const secret = `pbs_${randomBytes(32).toString("base64url")}`;
      const sealed = await box.seal(secret, secretPlace(id));
      await update(({ triggers }) => {
        find(triggers, id).secret = sealed;
      });
      return secret;
    },
    secretOf: async (id) => {
      const { secret } = find(await rows(), id);
      return secret === undefined ? undefined : box.open(secret, secretPlace(id));
    },
  };
}

function toTrigger(row: Row): Trigger {
  const { secret: _, ...trigger } = structuredClone(row);
  return trigger;
}

function secretPlace(id: string) {
  return { owner: id, field: "trigger_secret" };
}

function find(rows: readonly Row[], id: string): Row {
  const row = rows.find((one) => one.id === id);
  if (row === undefined) throw new AppError("not_found", "There is no such trigger. It may have been deleted.");
  return row;
}

function tooMany(): AppError {
  return new AppError("conflict", `There are ${MAX_TRIGGERS} triggers already. Delete some that nobody needs.`);
}

function unusable(place: string, kind: "foreign" | "damaged"): string {
  return kind === "foreign"
    ? `The triggers in ${place} were written with another key than the present one, so none fires. Put back the earlier PATCHBAY_SECRET or key file.`
    : `The triggers in ${place} were damaged or changed by something other than Patchbay, so none fires. Put back a copy, or move it away to begin anew.`;
}
