import type { Migration } from "./migration";

/** What people said of the rows of a run; a row is called item here, where `row` is a word of the language. */
export const labels: Migration = {
  name: "008-labels",
  sql: `
    CREATE TABLE run_labels (
      run_id text COLLATE "C" NOT NULL REFERENCES runs ON DELETE CASCADE,
      node text COLLATE "C" NOT NULL,
      item integer NOT NULL,
      body text NOT NULL,
      PRIMARY KEY (run_id, node, item)
    );
  `,
};
