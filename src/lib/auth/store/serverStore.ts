import type { Config } from "@/lib/config";
import { changeText, createAuthenticatedText, otherVersion, type TextState } from "@/lib/security/authenticatedText";
import type { SecretBox } from "@/lib/security/secretBox";
import type { StoredText, TextStore } from "@/lib/storage/ports";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import { type CreateServer, ENVIRONMENT_SERVER, type PatchServer, type ServerView } from "@/types/servers";
import { environmentServer, newServerId, type ServersDocument, serversDocumentSchema } from "./serverRecord";
import { createServerSecrets, type KnownServer, toServerView } from "./serverSecrets";

/** Servers of the person's own: those that were added (secrets sealed), and that of the settings. */
export interface ServerStore {
  /** That of the settings first. @throws AppError `storage_failed` */
  list(): Promise<ServerView[]>;
  /** @throws AppError `storage_failed` */
  add(server: CreateServer): Promise<ServerView>;
  /** @throws AppError `not_found`, `invalid_request` where a secret is for another address, `storage_failed` */
  change(id: string, patch: PatchServer): Promise<ServerView>;
  /** @throws AppError `not_found`, `storage_failed` */
  remove(id: string): Promise<void>;
  /** The credential of one call, by default on the only server there is. @throws AppError `auth_required`, `storage_failed` */
  credentials(id?: string): Promise<CredentialSource>;
}

export function createServerStore(config: Config, texts: TextStore, box: SecretBox, now: () => number): ServerStore {
  const kept = createAuthenticatedText(texts.text("servers"), serversDocumentSchema, box);
  const lock = texts.lock("servers");
  const secrets = createServerSecrets(box, now);

  const update = <T>(change: (document: ServersDocument) => Promise<T>) =>
    lock.run(() => changeText<ServersDocument, T>(kept, () => ({ version: 1, servers: [] }), change));

  async function known(): Promise<KnownServer[]> {
    const state = await kept.read();
    const problem = problemOf(state, kept.text);
    if (problem !== undefined) throw problem;
    const ours = environmentServer(config.compatible);
    const stored = state.kind === "valid" ? state.document.servers : [];
    return [...(ours === undefined ? [] : [ours]), ...stored.map((record) => ({ record }))];
  }

  return {
    list: async () => (await known()).map(toServerView),
    add: (server) =>
      update(async ({ servers }) => {
        const id = newServerId(
          server.name,
          servers.map((one) => one.id),
        );
        const record = await secrets.seal(id, server);
        servers.push(record);
        return toServerView({ record });
      }),
    change: (id, patch) =>
      update(async ({ servers }) => {
        const index = servers.findIndex((one) => one.id === id);
        const before = servers[index];
        if (before === undefined) throw noServer(id);
        const record = await secrets.change(before, patch);
        servers[index] = record;
        return toServerView({ record });
      }),
    remove: (id) =>
      update(async (document) => {
        const left = document.servers.filter((one) => one.id !== id);
        if (left.length === document.servers.length) throw noServer(id);
        document.servers = left;
      }),
    async credentials(id) {
      const servers = await known();
      const server = id === undefined ? only(servers) : servers.find(({ record }) => record.id === id);
      if (server === undefined) throw cannotPay(id, servers);
      return secrets.open(server);
    },
  };
}

function only(servers: KnownServer[]): KnownServer | undefined {
  return servers.length === 1 ? servers[0] : undefined;
}

function cannotPay(id: string | undefined, servers: KnownServer[]): AppError {
  const names = servers.map(({ record }) => `${record.name} (${record.id})`).join(", ");
  const action = { action: "add_key", provider: "compatible" } as const;
  if (servers.length === 0) {
    const words = "No compatible server is set up. Add one under Project setup, Providers, or set COMPATIBLE_BASE_URL.";
    return new AppError("auth_required", words, action);
  }
  const words =
    id === undefined
      ? `Several compatible servers are set up. Choose one: ${names}.`
      : `There is no compatible server ${id} any more. There are: ${names}.`;
  return new AppError("auth_required", words, action);
}

function noServer(id: string): AppError {
  return id === ENVIRONMENT_SERVER
    ? new AppError("invalid_request", "This server is that of the settings COMPATIBLE_BASE_URL. Change it there.")
    : new AppError("not_found", `There is no server ${id}.`);
}

/** Why nobody can tell which servers were added. */
function problemOf(state: TextState<ServersDocument>, text: StoredText): AppError | undefined {
  if (state.kind === "unknown") return otherVersion(text);
  if (state.kind === "damaged") {
    return unusable(
      `The servers in ${text.place} were damaged or changed by something other than Patchbay, so none is used. Add your servers again; what stands there is kept aside then.`,
    );
  }
  if (state.kind !== "foreign" || state.document.servers.length === 0) return undefined;
  return unusable(
    `The servers in ${text.place} were stored with another key than the present one. Put back the earlier PATCHBAY_SECRET or key file, or add them again; a copy of what stands there is kept then.`,
  );
}

function unusable(message: string): AppError {
  return new AppError("storage_failed", message, { action: "add_key" });
}
