import type { Migration } from "./migration";

/** Who may use which key or server, and how often they have today. */
export const shares: Migration = {
  name: "006-shares",
  sql: `
CREATE TABLE shares (
  key text COLLATE "C" PRIMARY KEY,
  shared_with json NOT NULL,
  calls_per_day integer
);

CREATE TABLE key_uses (
  day date NOT NULL,
  key text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  calls integer NOT NULL,
  PRIMARY KEY (day, key, person)
);
  `,
};
