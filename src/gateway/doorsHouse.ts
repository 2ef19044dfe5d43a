import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { type Config, parseConfig } from "@/lib/config";
import { node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { TextStore } from "@/lib/storage/ports";
import { createDatabase } from "@/lib/storage/postgres/database";
import { createPostgresLocks } from "@/lib/storage/postgres/postgresLocks";
import { createPostgresTextStore } from "@/lib/storage/postgres/postgresTextStore";
import { createTestDatabase } from "@/lib/storage/postgres/testDatabase";
import type { AccessScope } from "@/types/access";
import type { Person, Role } from "@/types/people";
import { type DoorServer, startDoorServer } from "./doorServer";

const PASSWORD = "correct horse battery";
export const kinds = ["alone", "password", "people"] as const;
export type Kind = (typeof kinds)[number];

export interface House {
  server: DoorServer;
  services: Services;
  config: Config;
  texts: TextStore;
  /** Headers of a person at the screen; none are needed where one is alone. */
  session: Record<string, string>;
  person: Person | undefined;
  add(name: string, role: Role): Promise<Person>;
  /** Keys that were made, by what is wrong or right with them. */
  made: string[];
  keyOf(scopes: AccessScope[], person?: string, accounts?: string[]): Promise<string>;
}

/** Calls no model. */
export const echo = workflowOf(
  [node("p", "prompt", { text: "{{prompt}}" }), node("o", "output", { format: "auto" })],
  ["p.text>o.value"],
);

/** A server process, and the services of this one on what it keeps. */
export async function openHouse(kind: Kind, upstream: Record<string, string>): Promise<House> {
  const directory = await testDirectory();
  const database = kind === "people" ? await createTestDatabase() : "";
  const environment = {
    ...upstream,
    ...{ OPENAI_API_KEY: "sk-simulated", ANTHROPIC_API_KEY: "simulated", PATCHBAY_SECRET: "5c".repeat(32) },
    ...{ PATCHBAY_DATA_DIR: join(directory, "data"), XDG_CONFIG_HOME: join(directory, "config") },
    ...{ DATABASE_URL: database, PATCHBAY_PASSWORD: kind === "password" ? PASSWORD : "" },
  };
  const server = await startDoorServer(environment);
  const config = parseConfig({ ...environment, PORT: String(server.port), LOG_LEVEL: "silent" });
  const services = createServices(config);
  await services.storage.prepare();
  const { people } = services;
  const add: House["add"] = async (name, role) => {
    const kept = { name, role, email: null, passwordHash: "none", issuer: null, subject: null };
    const { id } = (await people?.persons.add(kept)) ?? expect.unreachable("nobody has a name here");
    return { id, name, role };
  };
  const person = kind === "people" ? await add("ada", "admin") : undefined;
  await services.workflows.create(echo);
  const made: string[] = [];
  const keyOf: House["keyOf"] = async (scopes, owner = person?.id, accounts) => {
    const { key } = await services.accessKeys.create({ name: scopes.join(" "), scopes, accounts }, owner);
    made.push(key);
    return key;
  };
  onTestFinished(async () => {
    await services.auth.close();
    await services.runs.leave();
    if (kind === "people") await services.storage.close();
  });
  const session = await sessionOf(kind, server, services, person);
  const texts = textsOf(config, database);
  return { server, services, config, texts, session, person, add, made, keyOf };
}

function textsOf({ dataDir }: Config, url: string): TextStore {
  if (url === "") return createFileTextStore(dataDir);
  const database = createDatabase({ url });
  onTestFinished(() => database.close());
  return createPostgresTextStore(database, createPostgresLocks(database));
}

async function sessionOf(
  kind: Kind,
  server: DoorServer,
  { people }: Services,
  person: Person | undefined,
): Promise<Record<string, string>> {
  if (kind === "alone") return {};
  if (person !== undefined) {
    const cookie = (await people?.sessions.begin(person.id, false)) ?? "";
    return { cookie: cookie.split(";")[0] ?? "" };
  }
  const host = `localhost:${server.port}`;
  const asked = { method: "POST", path: "/api/session", headers: { host }, body: { password: PASSWORD } };
  const { headers } = await server.ask(asked);
  return { cookie: String(headers["set-cookie"]).split(";")[0] ?? "" };
}

/** Where a key, or all of it but its beginning, stands: in what the server said, its files, or its tables. */
export async function keysTold({ server, config, made }: House): Promise<string[]> {
  const places: [where: string, text: string][] = [["what the server said", server.said()]];
  const entries = await readdir(config.dataDir, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) places.push([path, await readFile(path, "latin1")]);
  }
  if (config.database !== undefined) places.push(["the database", await tablesOf(config.database.url)]);
  expect(made.length).toBeGreaterThan(0);
  return places.flatMap(([where, text]) => (made.some((key) => text.includes(key.slice(3))) ? [where] : []));
}

async function tablesOf(url: string): Promise<string> {
  const database = createDatabase({ url, maxConnections: 1 });
  const tables = await database.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await database.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" AS t`);
    texts.push(...rows.map(({ row }) => row));
  }
  await database.close();
  return texts.join("\n");
}
