import type { Migration } from "./migration";

/**
 * `texts`: settings, accounts, keys, sessions, one each. A version is never given twice, not even after a text was
 * removed. `results`: kept results as texts, so that what another version wrote in them stays. `lock_holders`: who
 * works under a lock that reaches out, and has not ended yet. `named` are the assets
 * that a result, or an asset that is JSON, names.
 */
export const kept: Migration = {
  name: "002-kept",
  sql: `
CREATE SEQUENCE text_versions;
CREATE TABLE texts (
  name text PRIMARY KEY,
  version bigint NOT NULL DEFAULT nextval('text_versions'),
  content text NOT NULL,
  saved_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE texts_aside (
  name text PRIMARY KEY,
  content text NOT NULL,
  kept_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE lock_holders (
  name text PRIMARY KEY,
  holder text NOT NULL
);

CREATE TABLE assets (
  asset text PRIMARY KEY,
  bytes bigint NOT NULL,
  put_at timestamptz(3) NOT NULL,
  named text[] NOT NULL
);
CREATE INDEX assets_by_time ON assets (put_at);

CREATE TABLE asset_chunks (
  asset text NOT NULL REFERENCES assets ON DELETE CASCADE,
  number integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (asset, number)
);
-- Pictures are packed already.
ALTER TABLE asset_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE results (
  key text PRIMARY KEY,
  entry text NOT NULL,
  pinned boolean NOT NULL,
  touched boolean NOT NULL,
  bytes bigint NOT NULL,
  used_at timestamptz(3) NOT NULL,
  named text[] NOT NULL
);
CREATE INDEX results_by_use ON results (used_at DESC, key) INCLUDE (bytes) WHERE NOT pinned;
CREATE INDEX results_touched ON results (key) WHERE touched;
`,
};
