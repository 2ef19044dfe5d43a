import { expect, it } from "vitest";
import { createDatabase, type Database } from "./database";
import { migrations } from "./migrations/migrations";
import { createTestDatabase } from "./testDatabase";

/** What somebody who writes rows meets: columns by table, and what refuses or changes a row. */
interface Shape {
  columns: Map<string, { type: string; isOptional: boolean }>;
  /** Constraints, unique indexes and triggers of each table. */
  rules: Map<string, string[]>;
}

const COLUMNS = `
  SELECT table_name || '.' || column_name AS name, data_type AS type,
    is_nullable = 'YES' OR column_default IS NOT NULL OR is_identity = 'YES' OR is_generated = 'ALWAYS' AS "isOptional"
  FROM information_schema.columns WHERE table_schema = 'public'`;
const RULES = `
  SELECT class.relname AS of, rule FROM pg_class AS class, LATERAL (
    SELECT pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE conrelid = class.oid AND contype <> 'n'
    UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = class.oid AND indisunique
    UNION ALL SELECT tgname::text FROM pg_trigger WHERE tgrelid = class.oid AND NOT tgisinternal
  ) AS rules WHERE class.relnamespace = 'public'::regnamespace AND class.relkind = 'r' ORDER BY 1, 2`;

async function shapeOf({ query }: Database): Promise<Shape> {
  const columns = await query<{ name: string; type: string; isOptional: boolean }>(COLUMNS);
  const rules = await query<{ of: string; rule: string }>(RULES);
  const tables = new Set(columns.map(({ name }) => tableOf(name)));
  return {
    columns: new Map(columns.map(({ name, ...column }) => [name, column])),
    rules: new Map([...tables].map((table) => [table, rules.filter(({ of }) => of === table).map(({ rule }) => rule)])),
  };
}

function tableOf(column: string): string {
  return column.slice(0, column.indexOf("."));
}

/** Why a process that knows only the shape before cannot go on beside the one after. */
function faults(before: Shape, after: Shape): string[] {
  const gone = [...before.columns].flatMap(([name, { type, isOptional }]) => {
    const now = after.columns.get(name);
    if (now === undefined) return [`${name} is gone`];
    if (now.type !== type) return [`${name} has another type`];
    return isOptional && !now.isOptional ? [`${name} must be given`] : [];
  });
  const wanted = [...after.columns].filter(
    ([name, { isOptional }]) => !before.columns.has(name) && before.rules.has(tableOf(name)) && !isOptional,
  );
  const ruled = [...before.rules].flatMap(([table, rules]) =>
    (after.rules.get(table) ?? []).filter((rule) => !rules.includes(rule)).map((rule) => `${table} has ${rule}`),
  );
  return [...gone, ...wanted.map(([name]) => `${name} must be given`), ...ruled];
}

async function emptyDatabase(): Promise<Database> {
  return createDatabase({ url: await createTestDatabase(), maxConnections: 1 });
}

it("each step leaves to the version before what it reads and writes", async () => {
  const database = await emptyDatabase();
  for (const { name, sql } of migrations) {
    const before = await shapeOf(database);
    await database.query(sql);
    expect(faults(before, await shapeOf(database)), name).toEqual([]);
  }
  expect((await shapeOf(database)).columns.size).toBeGreaterThan(40);
  await database.close();
});

/** What `sql` does to a table with a column that must be given, one that may be, and one with a standard value. */
async function faultsOf(sql: string): Promise<string[]> {
  const database = await emptyDatabase();
  await database.query("CREATE TABLE t (a integer NOT NULL, b text, c text NOT NULL DEFAULT '')");
  const before = await shapeOf(database);
  await database.query(sql);
  const found = faults(before, await shapeOf(database));
  await database.close();
  return found;
}

it.each([
  ["ALTER TABLE t DROP COLUMN b", "t.b is gone"],
  ["ALTER TABLE t RENAME COLUMN b TO d", "t.b is gone"],
  ["DROP TABLE t", "t.a is gone"],
  ["ALTER TABLE t ALTER COLUMN a TYPE bigint", "t.a has another type"],
  ["ALTER TABLE t ALTER COLUMN b SET NOT NULL", "t.b must be given"],
  ["ALTER TABLE t ALTER COLUMN c DROP DEFAULT", "t.c must be given"],
  ["ALTER TABLE t ADD COLUMN d text NOT NULL", "t.d must be given"],
  ["ALTER TABLE t ADD CHECK (a > 0)", "t has CHECK ((a > 0))"],
  ["CREATE UNIQUE INDEX one ON t (b)", "t has CREATE UNIQUE INDEX one ON public.t USING btree (b)"],
])("a step that did %s would be noticed", async (sql, fault) => {
  expect(await faultsOf(sql)).toContain(fault);
});

it("a step that only adds is none", async () => {
  const sql = `ALTER TABLE t ADD COLUMN d text NOT NULL DEFAULT ''; CREATE INDEX ON t (b); CREATE TABLE u (a int NOT NULL)`;
  expect(await faultsOf(sql)).toEqual([]);
});
