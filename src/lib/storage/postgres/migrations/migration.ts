/** A step of the tables: plain SQL, forwards only, safe beside the version before. It is never changed afterwards. */
export interface Migration {
  name: string;
  sql: string;
}
