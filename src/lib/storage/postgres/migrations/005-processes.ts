import type { Migration } from "./migration";

/** Processes that work on runs, by the names that their claims have. */
export const processes: Migration = {
  name: "005-processes",
  sql: `
CREATE TABLE processes (
  id text COLLATE "C" PRIMARY KEY,
  capacity integer NOT NULL,
  seen_at timestamptz(3) NOT NULL
);
  `,
};
