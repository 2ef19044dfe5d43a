import type { Adapter, AdapterPayload } from "oidc-provider";

/**
 * The OIDC server's storage: plain maps that live as long as the simulator and forget nothing, so that a token
 * reused after any number of rotations is still recognised.
 */
export function createMemoryAdapterFactory(): (model: string) => Adapter {
  const records = new Map<string, AdapterPayload>();
  const byUid = new Map<string, string>();
  return (model) => {
    const key = (id: string) => `${model}:${id}`;
    return {
      async upsert(id, payload) {
        records.set(key(id), payload);
        if (payload.uid !== undefined) byUid.set(payload.uid, id);
      },
      async find(id) {
        return records.get(key(id));
      },
      async findByUid(uid) {
        const id = byUid.get(uid);
        return id === undefined ? undefined : records.get(key(id));
      },
      async findByUserCode() {
        return undefined;
      },
      async consume(id) {
        const record = records.get(key(id));
        if (record !== undefined) record.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        records.delete(key(id));
      },
      async revokeByGrantId(grantId) {
        for (const [id, record] of records) {
          if (id.startsWith(`${model}:`) && record.grantId === grantId) records.delete(id);
        }
      },
    };
  };
}
