import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createDatabase, type Database } from "@/lib/storage/postgres/database";
import { createTestDatabase } from "@/lib/storage/postgres/testDatabase";
import { startSimulator } from "@/simulator/simulator";
import { testConfig } from "./auth/testkit/testAuth";

const run = promisify(execFile);
const greeting = workflowOf(
  [node("p", "prompt", { text: "hello" }), node("o", "output", { format: "auto", name: "greeting" })],
  ["p.text>o.value"],
);

function open(url: string): Database {
  const database = createDatabase({ url, maxConnections: 2 });
  onTestFinished(() => database.close());
  return database;
}

/** What stands in a database, table by table, and which version its next text gets. */
async function contentOf({ query }: Database): Promise<Record<string, unknown>> {
  const tables = await query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
  );
  const content: Record<string, unknown> = {};
  for (const { name } of tables) {
    const rows = "string_agg(row::text, E'\\n' ORDER BY row::text)";
    [content[name]] = await query(`SELECT count(*), md5(${rows}) FROM ${name} AS row`);
  }
  [content.versions] = await query("SELECT last_value, is_called FROM text_versions");
  return content;
}

/** As docs/teams.md says, with pg_dump and pg_restore, unless there are none for a server of this version. */
async function restore(from: string, database: Database, to: string): Promise<void> {
  const [server] = await database.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  const found = await run("pg_dump", ["--version"]).catch(() => ({ stdout: "" }));
  const client = Number(/ (\d+)\./.exec(found.stdout)?.[1] ?? 0);
  if (client >= Math.floor((server?.version ?? 0) / 10_000)) {
    const file = join(await testDirectory(), "patchbay.dump");
    await run("pg_dump", ["--format=custom", "--file", file, from]);
    await run("pg_restore", ["--no-owner", "--exit-on-error", "--dbname", to, file]);
    return;
  }
  // What the server has of its own: all of a database, as it stands on the disk.
  const nameOf = (url: string) => new URL(url).pathname.slice(1);
  const others = open(Object.assign(new URL(from), { pathname: "/postgres" }).href);
  await others.query(`DROP DATABASE ${nameOf(to)}`);
  await others.query(`CREATE DATABASE ${nameOf(to)} TEMPLATE ${nameOf(from)}`);
}

async function fill(services: Services, mintTokens: () => Promise<Parameters<Services["auth"]["importCodex"]>[0]>) {
  const saved = await services.workflows.create({ ...greeting, name: "Greeting" });
  await services.workflows.update({ ...saved, name: "Greeting, again" });
  const { id } = await services.runs.start(greeting);
  await expect.poll(async () => (await services.runs.read(id)).status).toBe("completed");
  await services.auth.keys.put("openai", { key: "sk-entered-by-hand-1234" });
  await services.auth.importCodex(await mintTokens());
  await services.assets.put(Buffer.alloc(3_000_000, 7), "image/png");
  return { run: id, workflow: saved.id };
}

it("a restored database has every row of the one that was dumped, and a server on it has everything", async () => {
  const simulator = await startSimulator({ port: 0 });
  onTestFinished(() => simulator.close());
  const [from, to] = [await createTestDatabase(), await createTestDatabase()];
  const serverOn = async (url: string) => {
    const environment = { ...simulator.env, DATABASE_URL: url, PATCHBAY_SECRET: "5c".repeat(32), LOG_LEVEL: "silent" };
    const services = createServices(await testConfig(simulator.issuer, environment));
    await services.storage.prepare();
    const close = async () => {
      await services.auth.close();
      await services.storage.close();
    };
    return { services, close };
  };
  const original = await serverOn(from);
  const made = await fill(original.services, async () => ({
    tokens: await simulator.control.mintTokens({ person: "ada", accessTokenSeconds: 3600 }),
  }));
  await original.services.people?.persons.add({
    ...{ name: "ada", role: "admin", email: null, passwordHash: "$argon2id$", issuer: null, subject: null },
  });
  await original.services.people?.audit.note({ kind: "sign_in", about: "ada" });
  await original.close();

  const before = createDatabase({ url: from, maxConnections: 1 });
  const expected = await contentOf(before);
  await before.close();
  await restore(from, open(Object.assign(new URL(from), { pathname: "/postgres" }).href), to);
  expect(await contentOf(open(to))).toEqual(expected);

  const { services, close } = await serverOn(to);
  onTestFinished(close);
  expect((await services.workflows.list()).map(({ name }) => name)).toEqual(["Greeting, again"]);
  expect(await services.workflows.versions.list(made.workflow)).toHaveLength(1);
  expect(await services.runs.read(made.run)).toMatchObject({ status: "completed" });
  expect(await (await services.auth.credentials("openai")).get()).toMatchObject({ bearer: "sk-entered-by-hand-1234" });
  expect(await services.auth.status()).toMatchObject({ connected: true, problem: undefined });
  expect((await services.people?.persons.list())?.map(({ name }) => name)).toEqual(["ada"]);
  // Texts go on where they were: a version that was given is not given again.
  await services.auth.keys.put("openai", { key: "sk-entered-later-5678" });
  expect(await (await services.auth.credentials("openai")).get()).toMatchObject({ bearer: "sk-entered-later-5678" });
});
