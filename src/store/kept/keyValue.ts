import { createStore, del, get, keys, set } from "idb-keyval";

/** What this browser keeps beside its small storages: whole documents, with their history. */
export interface KeyValue {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

/** IndexedDB. Each call rejects where the browser has none or keeps nothing. */
export function browserKeyValue(): KeyValue {
  let store: ReturnType<typeof createStore> | undefined;
  const opened = () => {
    store ??= createStore("patchbay", "kept");
    return store;
  };
  return {
    get: async (key) => get(key, opened()),
    set: async (key, value) => set(key, value, opened()),
    remove: async (key) => del(key, opened()),
    keys: async () => (await keys(opened())).filter((key) => typeof key === "string"),
  };
}
