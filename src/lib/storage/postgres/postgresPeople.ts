import type { PeopleStorage } from "@/lib/storage/peoplePorts";
import type { Database } from "./database";
import { createPostgresAudit } from "./postgresAudit";
import { createPostgresPersonSessions } from "./postgresPersonSessions";
import { createPostgresPersons } from "./postgresPersons";
import { createPostgresPresence } from "./postgresPresence";
import { createPostgresShares } from "./postgresShares";

export function createPostgresPeople(database: Database): PeopleStorage {
  return {
    persons: createPostgresPersons(database),
    sessions: createPostgresPersonSessions(database),
    audit: createPostgresAudit(database),
    presence: createPostgresPresence(database),
    shares: createPostgresShares(database),
  };
}
