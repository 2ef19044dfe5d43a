import type { AuditEntry, AuditKind, Presence, Role } from "@/types/people";
import type { PatchSharing, Sharing } from "@/types/sharing";

/** Somebody who may sign in. Times are ISO 8601, UTC. */
export interface PersonRecord {
  id: string;
  /** Unique, in small letters. */
  name: string;
  role: Role;
  disabled: boolean;
  email: string | null;
  /** An Argon2id string (PHC format); null for who signs in at the provider of identities. */
  passwordHash: string | null;
  /** Of OpenID Connect: together they never change; null for who signs in by a password. */
  issuer: string | null;
  subject: string | null;
  createdAt: string;
  lastSeenAt: string | null;
}

export type PersonChange = Partial<Pick<PersonRecord, "name" | "role" | "disabled" | "email" | "passwordHash">>;

/** People; they are switched off and never removed, since runs name them. */
export interface PersonStore {
  /** By name. @throws AppError `storage_failed` */
  list(): Promise<PersonRecord[]>;
  /** Whether there is anybody at all. @throws AppError `storage_failed` */
  any(): Promise<boolean>;
  /** Whether somebody can sign in by a password. @throws AppError `storage_failed` */
  anyWithPassword(): Promise<boolean>;
  /** @throws AppError `storage_failed` */
  read(id: string): Promise<PersonRecord | undefined>;
  /** @throws AppError `storage_failed` */
  findByName(name: string): Promise<PersonRecord | undefined>;
  /** @throws AppError `storage_failed` */
  findBySubject(issuer: string, subject: string): Promise<PersonRecord | undefined>;
  /** @throws AppError `conflict` if the name, or the subject, is taken; `storage_failed` */
  add(person: Omit<PersonRecord, "id" | "createdAt" | "lastSeenAt" | "disabled">): Promise<PersonRecord>;
  /**
   * The last admin that is not switched off stays one, unless the change may lose them. Nothing is changed where
   * `overPasswordHash` is not the hash any more.
   * @throws AppError `not_found`, `conflict` (`reason`: `name_taken`, `last_admin`, `changed_meanwhile`),
   * `storage_failed`
   */
  change(
    id: string,
    change: PersonChange,
    options?: { mayLoseLastAdmin?: boolean; overPasswordHash?: string },
  ): Promise<PersonRecord>;
  /** Notes that somebody is here. @throws AppError `storage_failed` */
  seen(id: string): Promise<void>;
}

/** Of one browser of one person; `id` is an HMAC of its cookie. `expiresAt` is ISO 8601, UTC. */
export interface PersonSession {
  id: string;
  person: string;
  expiresAt: string;
}

/** A session as it is found, with who it lets in at this moment. */
export interface OpenSession extends PersonSession {
  name: string;
  role: Role;
}

/** Sessions that have not ended, of people who are not switched off. */
export interface PersonSessionStore {
  /** Also removes what has ended, and the oldest of a person with more than a hundred. @throws AppError `storage_failed` */
  add(session: PersonSession): Promise<void>;
  /** Those of these ids that are open. @throws AppError `storage_failed` */
  find(ids: readonly string[]): Promise<OpenSession[]>;
  /** @throws AppError `storage_failed` */
  remove(ids: readonly string[]): Promise<void>;
  /** All of one person, but `except`. @throws AppError `storage_failed` */
  removeOf(person: string, except?: string): Promise<void>;
}

/** What was done that somebody may have to answer for. It only grows. */
export interface AuditLog {
  /** @throws AppError `storage_failed` */
  note(entry: {
    kind: AuditKind;
    person?: string;
    about?: string;
    address?: string;
    details?: Record<string, string>;
  }): Promise<void>;
  /** Newest first, before the entry `before`. @throws AppError `storage_failed` */
  list(page: { before?: string; limit: number; kind?: AuditKind; person?: string }): Promise<AuditEntry[]>;
  /** Removes what is older than a time, in milliseconds since 1970. @throws AppError `storage_failed` */
  removeBefore(timeMs: number): Promise<void>;
}

/** Notes what one person does. Never throws. */
export type Note = (what: Pick<Parameters<AuditLog["note"]>[0], "kind" | "about" | "details">) => Promise<void>;

/** Who has which workflow open, as their pages say every few seconds. */
export interface PresenceStore {
  /** A page of somebody is there; gives who else is. @throws AppError `storage_failed` */
  note(here: { workflowId: string; page: string; person: string }): Promise<Presence>;
  /** A page of that person was closed. @throws AppError `storage_failed` */
  leave(here: { page: string; person: string }): Promise<void>;
}

/** How keys and servers of the workspace are shared, by names that callers choose. */
export interface ShareStore {
  /** What somebody said of it. @throws AppError `storage_failed` */
  read(key: string): Promise<Sharing | undefined>;
  /** What is not named stays as it is. @throws AppError `storage_failed` */
  change(key: string, patch: PatchSharing): Promise<Sharing>;
  /** @throws AppError `storage_failed` */
  remove(key: string): Promise<void>;
  /**
   * Counts one call of a person today, over all processes; false, and not counted, where they have made so many.
   * @throws AppError `storage_failed`
   */
  use(call: { key: string; person: string; callsPerDay: number }): Promise<boolean>;
  /** What was counted today. @throws AppError `storage_failed` */
  used(call: { key: string; person: string }): Promise<number>;
  /** Forgets what was counted on days that are over. @throws AppError `storage_failed` */
  sweep(): Promise<void>;
}

/** What is kept of people; only where a database is shared. */
export interface PeopleStorage {
  persons: PersonStore;
  sessions: PersonSessionStore;
  audit: AuditLog;
  presence: PresenceStore;
  shares: ShareStore;
}
