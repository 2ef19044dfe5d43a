import type { Migration } from "./migration";

/**
 * No index has a column that an append or a heartbeat changes, so that both leave the indexes alone. Events have no
 * foreign key: only whoever holds the claim writes them, under the row of the run, and they go with it.
 */
export const runs: Migration = {
  name: "003-runs",
  sql: `
    CREATE TABLE runs (
      id text COLLATE "C" PRIMARY KEY,
      workflow_id text COLLATE "C",
      last_seq integer NOT NULL DEFAULT 0,
      ended_at timestamptz,
      owner text,
      claim_number integer NOT NULL DEFAULT 0,
      lease_until timestamptz,
      stop_asked integer,
      watched_until timestamptz
    ) WITH (fillfactor = 70);
    CREATE INDEX runs_of_workflow ON runs (workflow_id, id);
    CREATE INDEX runs_open ON runs (id) WHERE ended_at IS NULL;
    CREATE INDEX runs_ended ON runs (ended_at) WHERE ended_at IS NOT NULL;
    CREATE INDEX runs_claimed ON runs (id) WHERE owner IS NOT NULL;

    CREATE TABLE run_events (
      run_id text COLLATE "C" NOT NULL,
      seq integer NOT NULL,
      body text NOT NULL,
      PRIMARY KEY (run_id, seq)
    );

    CREATE TABLE run_digests (
      run_id text COLLATE "C" PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
      size integer NOT NULL,
      body text NOT NULL
    );

    CREATE TABLE asset_uses (
      run_id text COLLATE "C" NOT NULL REFERENCES runs ON DELETE CASCADE,
      asset text NOT NULL,
      PRIMARY KEY (run_id, asset)
    );
    CREATE INDEX asset_uses_of_asset ON asset_uses (asset);
  `,
};
