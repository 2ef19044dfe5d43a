import type { Migration } from "./migration";

/**
 * `person_sessions.id` is an HMAC: a row that somebody reads opens nothing. `audit` keeps the name beside the id, as it
 * was then. `runs.person` is who started it, for the order in which runs wait.
 */
export const people: Migration = {
  name: "004-people",
  sql: `
CREATE TABLE people (
  id text COLLATE "C" PRIMARY KEY,
  name text NOT NULL UNIQUE,
  role text NOT NULL,
  disabled boolean NOT NULL DEFAULT false,
  email text,
  password_hash text,
  issuer text,
  subject text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  last_seen_at timestamptz(3),
  UNIQUE (issuer, subject)
);

CREATE TABLE person_sessions (
  id text COLLATE "C" PRIMARY KEY,
  person text COLLATE "C" NOT NULL REFERENCES people ON DELETE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX person_sessions_of_person ON person_sessions (person, created_at);
CREATE INDEX person_sessions_by_end ON person_sessions (expires_at);

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz(3) NOT NULL DEFAULT now(),
  kind text NOT NULL,
  person text COLLATE "C",
  person_name text,
  about text,
  address text,
  details json
);
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_of_person ON audit (person, id);

CREATE TABLE presence (
  page text COLLATE "C" PRIMARY KEY,
  workflow_id text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL REFERENCES people ON DELETE CASCADE,
  since timestamptz(3) NOT NULL DEFAULT now(),
  seen_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX presence_of_workflow ON presence (workflow_id, seen_at);

ALTER TABLE runs ADD COLUMN person text COLLATE "C";
  `,
};
