import type { SecretBox, SecretPlace } from "@/lib/security/secretBox";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import type { CreateServer, PatchServer, ServerView } from "@/types/servers";
import type { ServerRecord } from "./serverRecord";

/** A stored server, or that of the settings. */
export interface KnownServer {
  record: ServerRecord;
  environment?: { apiKey?: string };
}

export interface ServerSecrets {
  seal(id: string, server: CreateServer): Promise<ServerRecord>;
  /** @throws AppError `invalid_request` where a secret that stays is for another address */
  change(before: ServerRecord, patch: PatchServer): Promise<ServerRecord>;
  /** @throws AppError `storage_failed` when a secret does not open, at the first use */
  open(server: KnownServer): CredentialSource;
}

/** Seals and opens what servers want to be shown. `now` gives milliseconds since 1970. */
export function createServerSecrets(box: SecretBox, now: () => number): ServerSecrets {
  const stamp = () => new Date(now()).toISOString();

  async function sealKey(id: string, key: string, baseUrl: string): Promise<Partial<ServerRecord>> {
    return { api_key: await box.seal(key, placeOf(id, "api_key", baseUrl)), last_four: lastFour(key) };
  }

  async function sealHeader(id: string, header: CreateServer["header"], baseUrl: string) {
    if (header === undefined) return null;
    return { name: header.name, value: await box.seal(header.value, placeOf(id, "header", baseUrl)) };
  }

  return {
    async seal(id, { name, baseUrl, key, header, api, skills }) {
      return {
        ...{ id, name, base_url: baseUrl, api_key: null, last_four: "", api, skills, updated_at: stamp() },
        ...(key === undefined ? {} : await sealKey(id, key, baseUrl)),
        header: await sealHeader(id, header, baseUrl),
      };
    },
    async change(before, { name, baseUrl = before.base_url, key, header, api, skills }) {
      if (baseUrl !== before.base_url) requireAnew(before, { key, header });
      const { id } = before;
      const changedKey = key === null ? { api_key: null, last_four: "" } : key && (await sealKey(id, key, baseUrl));
      return {
        ...before,
        base_url: baseUrl,
        name: name ?? before.name,
        api: api ?? before.api,
        skills: skills ?? before.skills,
        ...changedKey,
        header: header === undefined ? before.header : await sealHeader(id, header ?? undefined, baseUrl),
        updated_at: stamp(),
      };
    },
    open({ record, environment }) {
      const { id, name, base_url: baseUrl, api, skills } = record;
      const opened = async (sealed: string | null | undefined, field: string) =>
        sealed ? box.open(sealed, placeOf(id, field, baseUrl)) : undefined;
      return {
        payer: { kind: "key", id, provider: "compatible", name },
        server: { id, name, baseUrl, api, skills },
        async get() {
          const bearer = environment?.apiKey ?? (await opened(record.api_key, "api_key")) ?? "";
          const value = await opened(record.header?.value, "header");
          const headers = record.header === null || value === undefined ? {} : { [record.header.name]: value };
          return { bearer, baseUrl, headers };
        },
        refused: async () => false,
      };
    },
  };
}

export function toServerView({ record, environment }: KnownServer): ServerView {
  const key = environment?.apiKey;
  return {
    id: record.id,
    name: record.name,
    baseUrl: record.base_url,
    source: environment === undefined ? "stored" : "env",
    api: record.api,
    skills: record.skills,
    hasKey: record.api_key !== null || key !== undefined,
    lastFour: (key === undefined ? record.last_four : lastFour(key)) || undefined,
    headerName: record.header?.name,
  };
}

/** Whoever changes an address must not get to see a secret that was given for another one. */
function requireAnew(before: ServerRecord, { key, header }: Pick<PatchServer, "key" | "header">): void {
  const missing = [
    ...(before.api_key !== null && key === undefined ? ["the key"] : []),
    ...(before.header !== null && header === undefined ? [`the header ${before.header.name}`] : []),
  ];
  if (missing.length === 0) return;
  throw new AppError(
    "invalid_request",
    `Enter ${missing.join(" and ")} again: what was entered is for ${before.base_url} alone.`,
  );
}

/** The address is part of what is sealed: beside another one a secret does not open. */
function placeOf(owner: string, field: string, address: string): SecretPlace {
  return { owner: `server:${owner}`, field, address };
}

/** Of a short key nothing is told. */
function lastFour(key: string): string {
  return key.length < 12 ? "" : key.slice(-4);
}
