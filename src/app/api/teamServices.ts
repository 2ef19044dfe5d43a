import { onTestFinished } from "vitest";
import { parseConfig } from "@/lib/config";
import type { Services } from "@/lib/services";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createTestDatabase } from "@/lib/storage/postgres/testDatabase";
import type { Person, Role } from "@/types/people";
import type { NextHandler } from "./apiRoute";
import { ask, useServices as provide, type Sent } from "./testServices";

export interface Team {
  services: Services;
  add(
    name: string,
    role: Role,
  ): Promise<Person & { ask(handler: NextHandler, path: string, sent?: Sent): ReturnType<typeof ask> }>;
}

/** Routes on a database of their own, and people who are signed in. */
export async function startTeam(settings: Record<string, string> = {}): Promise<Team> {
  const services = provide(
    parseConfig({
      DATABASE_URL: await createTestDatabase(),
      PATCHBAY_SECRET: "ab".repeat(32),
      PATCHBAY_DATA_DIR: await testDirectory(),
      LOG_LEVEL: "silent",
      ...settings,
    }),
  );
  await services.storage.prepare();
  onTestFinished(async () => {
    await services.runs.leave();
    await services.storage.close();
  });
  const { people } = services;
  if (people === undefined) throw new Error("People are kept where a database is shared.");
  return {
    services,
    add: async (name, role) => {
      const kept = { name, role, email: null, passwordHash: "none", issuer: null, subject: null };
      const { id } = await people.persons.add(kept);
      const [cookie = ""] = (await people.sessions.begin(id, false)).split(";");
      return {
        ...{ id, name, role },
        ask: (handler, path, sent = {}) => ask(handler, path, { ...sent, headers: { cookie, ...sent.headers } }),
      };
    },
  };
}
