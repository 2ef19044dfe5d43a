import type { Note } from "@/lib/storage/peoplePorts";
import type { StoredDocument } from "./authFileSchema";
import type { AuthStorage } from "./authStorage";
import type { AuthStore } from "./authStore";
import type { KeyStore } from "./keyStore";
import type { ServerStore } from "./serverStore";

/**
 * Notes what is connected, entered and removed, however that comes about: in a browser, by a code while nobody looks, at
 * the terminal.
 */
export function notedStorage(storage: AuthStorage, note: Note): AuthStorage {
  return {
    ...storage,
    openai: notedAccounts(storage.openai, "openai", note),
    google: notedAccounts(storage.google, "google", note),
    keys: notedKeys(storage.keys, note),
    servers: notedServers(storage.servers, note),
  };
}

function notedAccounts<D extends StoredDocument>(store: AuthStore<D>, provider: string, note: Note): AuthStore<D> {
  return {
    ...store,
    async update(change) {
      const [before, after] = [new Map<string, string>(), new Map<string, string>()];
      const result = await store.update(async (document) => {
        // A change that meets somebody else's is made once more.
        for (const names of [before, after]) names.clear();
        for (const { id, name } of document.accounts) before.set(id, name);
        const changed = await change(document);
        for (const { id, name } of document.accounts) after.set(id, name);
        return changed;
      });
      const details = { provider };
      for (const [id, about] of after)
        if (!before.has(id)) await note({ kind: "account_connected", about, details: { ...details, id } });
      for (const [id, about] of before)
        if (!after.has(id)) await note({ kind: "account_disconnected", about, details: { ...details, id } });
      return result;
    },
  };
}

function notedKeys(keys: KeyStore, note: Note): KeyStore {
  return {
    ...keys,
    async put(provider, entered) {
      await keys.put(provider, entered);
      await note({ kind: "key_changed", about: provider, details: addressOf(entered.baseUrl) });
    },
    async remove(provider) {
      await keys.remove(provider);
      await note({ kind: "key_removed", about: provider });
    },
  };
}

function notedServers(servers: ServerStore, note: Note): ServerStore {
  return {
    ...servers,
    async add(server) {
      const added = await servers.add(server);
      await note({ kind: "server_changed", about: added.name, details: addressOf(added.baseUrl) });
      return added;
    },
    async change(id, patch) {
      const changed = await servers.change(id, patch);
      await note({ kind: "server_changed", about: changed.name, details: addressOf(changed.baseUrl) });
      return changed;
    },
    async remove(id) {
      await servers.remove(id);
      await note({ kind: "server_removed", about: id });
    },
  };
}

function addressOf(address: string | undefined): Record<string, string> {
  return address === undefined ? {} : { address };
}
