import { expect, it } from "vitest";
import { createPostgresPeople } from "@/lib/storage/postgres/postgresPeople";
import { testDatabase } from "@/lib/storage/postgres/testDatabase";
import { auditEntrySchema } from "@/types/people";
import type { CommandContext } from "./command";
import { audit } from "./commands/audit";

async function open() {
  const database = await testDatabase();
  const people = createPostgresPeople(database);
  const show = async (options: CommandContext["options"] = {}) => {
    const lines: string[] = [];
    const terminal = { print: (text: string) => void lines.push(...text.split("\n")) };
    await audit.run({ services: { people }, terminal, options, positionals: [] } as unknown as CommandContext);
    return lines;
  };
  return { database, audit: people.audit, show };
}

it("shows who did what at the terminal: the last fifty, or all since a time, also as lines of JSON", async () => {
  const { database, audit: log, show } = await open();
  expect(await show()).toEqual([]);
  for (let number = 0; number < 60; number++)
    await log.note({ kind: number % 20 === 0 ? "key_removed" : "sign_in", about: `n${number}`, address: "192.0.2.7" });
  await database.query("UPDATE audit SET at = '2026-01-01' WHERE about = ANY($1)", [["n0", "n1"]]);
  const table = await show();
  expect(table).toHaveLength(51);
  expect(table[1]).toMatch(/sign_in +n59 +192\.0\.2\.7/);
  const lines = await show({ since: "2026-01-02", json: true });
  expect(lines.map((line) => auditEntrySchema.parse(JSON.parse(line)).about)).toEqual(
    Array.from({ length: 58 }, (_, index) => `n${59 - index}`),
  );
  expect(
    (await show({ kind: "key_removed", since: "2025-01-01", json: true })).map((line) => JSON.parse(line).about),
  ).toEqual(["n40", "n20", "n0"]);
  for (const wrong of [{ since: "soon" }, { kind: "none" }] as const)
    await expect(show(wrong)).rejects.toMatchObject({ code: "invalid_request" });
});
