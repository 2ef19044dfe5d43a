import { z } from "zod";
import type { Config } from "@/lib/config";
import { idOfName } from "@/lib/idOfName";
import { providerIds } from "@/types/providerTable";
import { ENVIRONMENT_SERVER, serverApiSchema, serverSkills } from "@/types/servers";
import type { KnownServer } from "./serverSecrets";
import { knownRows } from "./storedRows";

/** `data/servers.json`. Another version's rows stay, and are not used. */

const serverRecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  base_url: z.string(),
  /** A compact JWE, as that of the header. */
  api_key: z.string().nullable().default(null),
  last_four: z.string().max(4).default(""),
  header: z.object({ name: z.string(), value: z.string() }).nullable().default(null),
  api: serverApiSchema.catch("auto"),
  /** Of a skill that another version knows, nothing is known here. */
  skills: z.record(z.string(), z.unknown()).transform(toSkills).default({}),
  updated_at: z.iso.datetime(),
});
export type ServerRecord = z.infer<typeof serverRecordSchema>;

export const serversDocumentSchema = z.object({ version: z.literal(1), servers: knownRows(serverRecordSchema) });
export type ServersDocument = z.infer<typeof serversDocumentSchema>;

function toSkills(stored: Record<string, unknown>): Partial<Record<(typeof serverSkills)[number], boolean>> {
  return Object.fromEntries(
    serverSkills.filter((one) => typeof stored[one] === "boolean").map((one) => [one, stored[one]]),
  );
}

/** The server of the settings. Undefined where none is set. */
export function environmentServer({ baseUrl, apiKey }: Config["compatible"]): KnownServer | undefined {
  if (baseUrl === undefined) return undefined;
  const record: ServerRecord = {
    id: ENVIRONMENT_SERVER,
    name: ENVIRONMENT_SERVER,
    base_url: baseUrl,
    api_key: null,
    last_four: "",
    header: null,
    api: "auto",
    skills: {},
    updated_at: new Date(0).toISOString(),
  };
  return { record, environment: { apiKey } };
}

export function newServerId(name: string, taken: readonly string[]): string {
  // Payers are told apart by their ids, and those of keys are the names of providers.
  const reserved = [...providerIds, ENVIRONMENT_SERVER];
  return idOfName(name, { longest: 40, otherwise: "server", taken: [...taken, ...reserved] });
}
