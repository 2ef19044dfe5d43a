import type { ShareStore } from "@/lib/storage/peoplePorts";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import { type Role, reaches } from "@/types/people";
import { type Sharing, sharedWithAll } from "@/types/sharing";
import type { AuthStorage } from "./authStorage";
import type { KeyStore } from "./keyStore";
import type { ServerStore } from "./serverStore";

export interface SharedStorageOptions {
  shares: ShareStore;
  /** Whose eyes these are. */
  person: string;
  /** What they are at this moment. @throws AppError `auth_required`, `storage_failed` */
  role(): Promise<Role>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** What sharing says of a key to one person. */
type Look = (key: string) => Promise<{ mayUse: boolean; sharing: Sharing | undefined }>;

/** Keys and servers of the workspace as one person may use them: what is not shared with them is not there. */
export function sharedStorage(storage: AuthStorage, options: SharedStorageOptions): AuthStorage {
  const { shares, person, role } = options;
  const look: Look = async (key) => {
    const sharing = await shares.read(key);
    const { sharedWith } = sharing ?? sharedWithAll;
    const isNamed = sharedWith === "everyone" || (Array.isArray(sharedWith) && sharedWith.includes(person));
    return { mayUse: isNamed || reaches(await role(), "admin"), sharing };
  };
  return {
    ...storage,
    keys: sharedKeys(storage.keys, look, options),
    servers: sharedServers(storage.servers, look, options),
  };
}

/** The name of a server among what is shared: no key of a provider has it. */
export function serverShare(id: string): string {
  return `server ${id}`;
}

function sharedKeys(keys: KeyStore, look: Look, options: SharedStorageOptions): KeyStore {
  const find: KeyStore["find"] = async (provider) => {
    const { mayUse, sharing } = await look(provider);
    const source = mayUse ? await keys.find(provider) : undefined;
    return source && withShare(source, provider, sharing, options);
  };
  return {
    ...keys,
    find,
    list: async () =>
      Promise.all(
        (await keys.list()).map(async (view) => {
          const { mayUse, sharing } = await look(view.provider);
          return mayUse ? { ...view, ...(sharing && { sharing }) } : { provider: view.provider, source: null };
        }),
      ),
    credentials: async (provider) => {
      const found = await find(provider);
      if (found !== undefined) return found;
      // Throws where there is none at all.
      const { payer } = await keys.credentials(provider);
      throw notShared(payer.name);
    },
  };
}

function sharedServers(servers: ServerStore, look: Look, options: SharedStorageOptions): ServerStore {
  const list = async () => {
    const all = await Promise.all(
      (await servers.list()).map(async (view) => {
        const { mayUse, sharing } = await look(serverShare(view.id));
        return mayUse ? [{ ...view, ...(sharing && { sharing }) }] : [];
      }),
    );
    return all.flat();
  };
  return {
    ...servers,
    list,
    remove: async (id) => {
      await servers.remove(id);
      await options.shares.remove(serverShare(id));
    },
    credentials: async (named) => {
      const mine = named === undefined ? await list() : [];
      const source = await servers.credentials(mine.length === 1 ? mine[0]?.id : named);
      const key = serverShare(source.payer.id);
      const { mayUse, sharing } = await look(key);
      if (!mayUse) throw notShared(source.payer.name);
      return withShare(source, key, sharing, options);
    },
  };
}

function withShare(
  source: CredentialSource,
  key: string,
  sharing: Sharing | undefined,
  { shares, person, now }: SharedStorageOptions,
): CredentialSource {
  const callsPerDay = sharing?.share?.callsPerDay;
  if (callsPerDay === undefined) return source;
  return {
    ...source,
    left: async () => Math.max(0, callsPerDay - (await shares.used({ key, person }))),
    spend: async () => {
      if (!(await shares.use({ key, person, callsPerDay }))) throw usedUp(source.payer.name, callsPerDay, now());
    },
  };
}

function notShared(name: string): AppError {
  const message = `“${name}” is not shared with you. An admin can share it under Project setup, Providers.`;
  return new AppError("auth_required", message, { action: "add_key", reason: "not_shared" });
}

function usedUp(name: string, callsPerDay: number, nowMs: number): AppError {
  const resetsAt = new Date(new Date(nowMs).setUTCHours(24, 0, 0, 0)).toISOString();
  const message = `Your share of “${name}” is used up: ${callsPerDay} calls a day. The next day begins at midnight UTC. Nothing was sent.`;
  return new AppError("usage_limit_reached", message, {
    ...{ action: "wait", until: resetsAt, resetsAt, window: "1 d", reason: "share" },
  });
}
