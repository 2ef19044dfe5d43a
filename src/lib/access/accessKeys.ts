import { z } from "zod";
import { createCallRate } from "@/lib/security/callRate";
import { createSecretRows, type IsActive } from "@/lib/security/secretRows";
import { networkOf } from "@/lib/security/wrongPasswords";
import { createJsonText } from "@/lib/storage/jsonText";
import type { TextStore } from "@/lib/storage/ports";
import { type AccessKeyView, accessKeyViewSchema, type CreateAccessKey, type CreatedAccessKey } from "@/types/access";
import { AppError } from "@/types/errors";

/** A key that opens. */
export type AccessKey = AccessKeyView;

/** Keys with which other programs come in. */
export interface AccessKeys {
  /** The only one who ever sees the key itself is the caller. @throws AppError `invalid_request`, `storage_failed` */
  create(input: CreateAccessKey, person?: string): Promise<CreatedAccessKey>;
  /** Newest first; of one person, or all. @throws AppError `storage_failed` */
  list(person?: string): Promise<AccessKeyView[]>;
  /** Of one person, or whoever's it is. @throws AppError `not_found`, `storage_failed` */
  revoke(id: string, person?: string): Promise<AccessKeyView>;
  /**
   * The key of an `Authorization` header (RFC 6750).
   * @throws AppError `login_required` for none, a wrong, a revoked or an expired one; `rate_limited` for many wrong ones
   * from one network; `storage_failed`
   */
  find(authorization: string | null, address: string): Promise<AccessKey>;
  /** Calls `end` once the key is revoked, in whichever process, has expired, or its person is switched off. Returns what stops the watching. */
  watch(id: string, end: () => void): () => void;
}

export interface AccessKeysOptions {
  texts: TextStore;
  /** Told where noting the use of a key failed, which keeps nobody out. */
  reportBug(error: unknown): unknown;
  /** Of the person whose it is; everybody is if absent. */
  isActive?: IsActive;
  /** Milliseconds since 1970. */
  now?(): number;
}

export const KEY_PREFIX = "pb_";
/** Wrong keys of one network within the window, after which it has to wait. */
const MAX_WRONG = 20;
const WRONG_WINDOW_MS = 5 * 60_000;

const recordSchema = accessKeyViewSchema.extend({ sha256: z.string() });
type AccessKeyRecord = z.infer<typeof recordSchema>;
const stateSchema = z.object({ version: z.literal(1), keys: z.array(recordSchema) });

export function createAccessKeys({ texts, reportBug, isActive, now = Date.now }: AccessKeysOptions): AccessKeys {
  const kept = createJsonText<z.infer<typeof stateSchema>>({
    texts,
    name: "access-keys",
    what: "The access keys",
    schema: stateSchema,
    empty: { version: 1, keys: [] },
    mend: "Delete it, then make new keys.",
  });
  // A key cannot be guessed: this keeps who tries one after the other from taking up time, and no right key out.
  const wrong = createCallRate({
    ...{ most: MAX_WRONG, windowMs: WRONG_WINDOW_MS, now },
    message: "Too many wrong access keys came from this address. Wait, then use a right one.",
  });
  const hasExpired = ({ expiresAt }: AccessKeyView) => expiresAt !== undefined && Date.parse(expiresAt) <= now();
  const rows = createSecretRows({
    ...{ kept, noun: "access key", prefix: KEY_PREFIX, isActive, reportBug, now },
    rowsOf: ({ keys }) => keys,
    isOpen: (key) => !hasExpired(key),
  });

  return {
    create: async ({ expiresAt, ...input }, person) => {
      if (expiresAt !== undefined && Date.parse(expiresAt) <= now()) {
        throw new AppError("invalid_request", "This key would have expired already. Choose a time to come.");
      }
      const { row, secret } = await rows.create((made, key) => ({
        ...{ ...made, ...input, lastFour: key.slice(-4) },
        ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
        ...(person === undefined ? {} : { person }),
      }));
      return { ...toView(row), key: secret };
    },
    list: async (person) => (await rows.list((key) => person === undefined || key.person === person)).map(toView),
    revoke: async (id, person) =>
      toView(await rows.revoke((key) => key.id === id && (person === undefined || key.person === person))),
    find: async (authorization, address) => {
      const key = bearerOf(authorization);
      if (key === undefined) throw refused("This needs an access key, sent as Authorization: Bearer pb_….");
      const record = await rows.find([key]);
      if (record === undefined) {
        const network = networkOf(address);
        wrong.check(network);
        wrong.count(network);
        throw refused("This access key is wrong, or was revoked. Make one under Project setup, Access.");
      }
      if (hasExpired(record)) {
        throw refused(`The access key “${record.name}” has expired. Make a new one under Project setup, Access.`);
      }
      await rows.noteUse(record);
      return toView(record);
    },
    watch: rows.watch,
  };
}

function toView({ sha256: _, ...view }: AccessKeyRecord): AccessKeyView {
  return view;
}

/** Undefined where there is none of ours. */
export function bearerOf(authorization: string | null): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
}

function refused(message: string): AppError {
  return new AppError("login_required", message, { needs: "access_key" });
}
