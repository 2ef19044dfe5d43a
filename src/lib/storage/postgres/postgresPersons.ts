import { randomUUID } from "node:crypto";
import type { PersonChange, PersonRecord, PersonStore } from "@/lib/storage/peoplePorts";
import { AppError, isAppError } from "@/types/errors";
import type { Role } from "@/types/people";
import type { Database, Statements } from "./database";

interface PersonRow extends Omit<PersonRecord, "createdAt" | "lastSeenAt"> {
  createdAt: Date;
  lastSeenAt: Date | null;
}

const COLUMNS = `id, name, role, disabled, email, password_hash AS "passwordHash", issuer, subject,
  created_at AS "createdAt", last_seen_at AS "lastSeenAt"`;

const columnOf = {
  name: "name",
  role: "role",
  disabled: "disabled",
  email: "email",
  passwordHash: "password_hash",
} satisfies Record<keyof PersonChange, string>;

/** SQLSTATE of a value that has to be unique. */
const TAKEN = "23505";

export function createPostgresPersons(database: Database): PersonStore {
  const find = async (where: string, ...values: string[]): Promise<PersonRecord | undefined> => {
    const [row] = await database.query<PersonRow>(`SELECT ${COLUMNS} FROM people WHERE ${where}`, values);
    return row && toRecord(row);
  };

  return {
    list: async () =>
      (await database.query<PersonRow>(`SELECT ${COLUMNS} FROM people ORDER BY name COLLATE "C"`)).map(toRecord),
    any: async () => (await database.query("SELECT 1 FROM people LIMIT 1")).length > 0,
    anyWithPassword: async () =>
      (await database.query("SELECT 1 FROM people WHERE password_hash IS NOT NULL AND NOT disabled LIMIT 1")).length >
      0,
    read: (id) => find("id = $1", id),
    findByName: (name) => find("name = $1", name),
    findBySubject: (issuer, subject) => find("issuer = $1 AND subject = $2", issuer, subject),
    add: async ({ name, role, email, passwordHash, issuer, subject }) => {
      const [row] = await database.query<PersonRow>(
        `INSERT INTO people (id, name, role, email, password_hash, issuer, subject)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
        [randomUUID(), name, role, email, passwordHash, issuer, subject],
      );
      if (row === undefined) throw nameTaken(name);
      return toRecord(row);
    },
    change: (id, change, { mayLoseLastAdmin = false, overPasswordHash } = {}) =>
      database
        .transaction(async (statements) => {
          const admins = await lockAdmins(statements);
          if (overPasswordHash !== undefined) await requireHash(statements, id, overPasswordHash);
          const changed = await update(statements, id, change);
          const losesLast = admins.length === 1 && admins[0] === id && !isAdmin(changed);
          if (losesLast && !mayLoseLastAdmin) throw lastAdmin();
          return changed;
        })
        .catch((error: unknown) => {
          throw isAppError(error) && error.facts.reason === TAKEN ? nameTaken(change.name) : error;
        }),
    seen: async (id) => {
      await database.query(
        `UPDATE people SET last_seen_at = now()
         WHERE id = $1 AND (last_seen_at IS NULL OR last_seen_at < now() - interval '1 minute')`,
        [id],
      );
    },
  };
}

/** Two admins who switch each other off at one moment do so one after the other. */
async function lockAdmins({ query }: Statements): Promise<string[]> {
  const rows = await query<{ id: string }>(
    "SELECT id FROM people WHERE role = $1 AND NOT disabled ORDER BY id FOR UPDATE",
    ["admin" satisfies Role],
  );
  return rows.map(({ id }) => id);
}

async function requireHash({ query }: Statements, id: string, hash: string): Promise<void> {
  const kept = await query("SELECT 1 FROM people WHERE id = $1 AND password_hash = $2 FOR UPDATE", [id, hash]);
  if (kept.length > 0) return;
  const message = "The password was changed meanwhile. Load the page again.";
  throw new AppError("conflict", message, { reason: "changed_meanwhile" });
}

function isAdmin({ role, disabled }: PersonRecord): boolean {
  return role === "admin" && !disabled;
}

async function update({ query }: Statements, id: string, change: PersonChange): Promise<PersonRecord> {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const sets = given.map(([key], index) => `${columnOf[key as keyof PersonChange]} = $${index + 2}`);
  // A statement that sets nothing is none; the id as it was stands for it.
  const [row] = await query<PersonRow>(
    `UPDATE people SET ${["id = $1", ...sets].join(", ")} WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, ...given.map(([, value]) => value)],
  );
  if (row === undefined) throw new AppError("not_found", "There is nobody of this id here.");
  return toRecord(row);
}

function nameTaken(name: string | undefined): AppError {
  return new AppError("conflict", `Somebody is called ${name} already. Choose another name.`, { reason: "name_taken" });
}

function lastAdmin(): AppError {
  const message = "This is the only admin who can sign in. Make somebody else an admin first.";
  return new AppError("conflict", message, { reason: "last_admin" });
}

function toRecord({ createdAt, lastSeenAt, ...row }: PersonRow): PersonRecord {
  return { ...row, createdAt: createdAt.toISOString(), lastSeenAt: lastSeenAt?.toISOString() ?? null };
}
