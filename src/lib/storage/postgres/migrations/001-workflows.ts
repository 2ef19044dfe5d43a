import type { Migration } from "./migration";

/**
 * A document is kept as the text that a file would have, so that what another version wrote in it stays. `summary` is
 * what a list shows of it, null where it cannot be read; `json`, since names may hold what `text` may not.
 */
export const workflows: Migration = {
  name: "001-workflows",
  sql: `
CREATE TABLE workflows (
  id text PRIMARY KEY,
  document text NOT NULL,
  summary json,
  saved_at timestamptz(3) NOT NULL
);
CREATE INDEX workflows_by_time ON workflows (saved_at DESC);

CREATE TABLE workflow_versions (
  workflow_id text NOT NULL,
  version text NOT NULL,
  revision integer NOT NULL,
  saved_at timestamptz(3) NOT NULL,
  name json,
  document bytea NOT NULL,
  bytes integer GENERATED ALWAYS AS (octet_length(document)) STORED,
  PRIMARY KEY (workflow_id, version)
);
-- Packed already.
ALTER TABLE workflow_versions ALTER COLUMN document SET STORAGE EXTERNAL;

CREATE TABLE workflow_bin (
  entry text PRIMARY KEY,
  id text NOT NULL,
  document text NOT NULL,
  deleted_at timestamptz(3) NOT NULL
);
CREATE INDEX workflow_bin_by_time ON workflow_bin (deleted_at DESC);
CREATE INDEX workflow_bin_by_id ON workflow_bin (id);
`,
};
