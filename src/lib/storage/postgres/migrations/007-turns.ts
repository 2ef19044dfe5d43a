import type { Migration } from "./migration";

/**
 * The oldest runs of each person that wait for a worker, and those that have one: neither has a column that an append
 * or a heartbeat changes.
 */
export const turns: Migration = {
  name: "007-turns",
  sql: `
CREATE INDEX runs_waiting ON runs ((coalesce(person, '')), id) WHERE owner = '';
CREATE INDEX runs_at_work ON runs (id) WHERE owner <> '';
  `,
};
