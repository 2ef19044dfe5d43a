import type { Migration } from "./migration";

/** Texts to whoever works on a run, such as an answer that another process took, until they are replied to. */
export const letters: Migration = {
  name: "009-letters",
  sql: `
    CREATE TABLE run_letters (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      run_id text COLLATE "C" NOT NULL REFERENCES runs ON DELETE CASCADE,
      body text NOT NULL,
      reply text
    );
    CREATE INDEX run_letters_of_run ON run_letters (run_id, id);
  `,
};
