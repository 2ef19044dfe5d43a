import { expect } from "vitest";
import type { Database } from "./database";

/** A database that notes what it is asked, and a look at the plan of each statement. */
export function watchPlans(database: Database) {
  const asked: { text: string; values: readonly unknown[] }[] = [];
  const query: Database["query"] = (text, values = []) => {
    asked.push({ text, values });
    return database.query(text, values);
  };
  const watched: Database = { ...database, query, transaction: (work) => work({ query }) };
  /** @param tables as `runs|run_events` */
  const expectNoScanOf = async (tables: string): Promise<void> => {
    for (const { text, values } of asked) {
      const plan = await database.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, values);
      const lines = plan.map((line) => line["QUERY PLAN"]).join("\n");
      expect(lines, text).not.toMatch(new RegExp(`Seq Scan on (${tables})`));
    }
  };
  return { asked, watched, expectNoScanOf };
}
