import { changeText, createAuthenticatedText, otherVersion } from "@/lib/security/authenticatedText";
import type { SecretBox } from "@/lib/security/secretBox";
import type { Lock, TextStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import type { CreateToolProgram, CreateToolServer } from "@/types/toolSetup";
import {
  type HttpToolServer,
  newToolServerId,
  type ToolProgram,
  type ToolServerRecord,
  type ToolServersDocument,
  toolServersDocumentSchema,
} from "./toolServerRecord";

const MAX_SERVERS = 100;

/** Servers of tools of everybody, in one text for all processes. Their secrets are sealed. */
export interface ToolServerStore {
  /** An unchanged list costs next to nothing. @throws AppError `storage_failed` */
  list(): Promise<readonly ToolServerRecord[]>;
  /** @throws AppError `not_found`, `storage_failed` */
  read(id: string): Promise<ToolServerRecord>;
  /** @throws AppError `conflict` where there are too many, `storage_failed` */
  add(server: CreateToolServer): Promise<HttpToolServer>;
  addProgram(program: CreateToolProgram): Promise<ToolProgram>;
  /** Lets `edit` change a copy, and keeps it. @throws AppError `not_found`, `storage_failed`, what `edit` throws */
  change(id: string, edit: (record: ToolServerRecord) => void | Promise<void>): Promise<ToolServerRecord>;
  /** @throws AppError `not_found`, `storage_failed` */
  remove(id: string): Promise<void>;
  /** For the server alone and, where it has one, for its present address. */
  seal(record: ToolServerRecord, field: string, secret: string): Promise<string>;
  /** @throws AppError `storage_failed` when a secret does not open */
  open(record: ToolServerRecord, field: string, sealed: string): Promise<string>;
  /** Held while tokens of a server are renewed, by one process at a time. */
  renewalLock(id: string): Lock;
}

export interface ToolServerStoreOptions {
  texts: TextStore;
  box: SecretBox;
  /** Milliseconds since 1970. */
  now: () => number;
}

export function createToolServerStore({ texts, box, now }: ToolServerStoreOptions): ToolServerStore {
  const kept = createAuthenticatedText(texts.text("tools", "The servers of tools"), toolServersDocumentSchema, box);
  const lock = texts.lock("tools");
  const update = <T>(change: (document: ToolServersDocument) => Promise<T>): Promise<T> =>
    lock.run(() => changeText<ToolServersDocument, T>(kept, () => ({ version: 1, servers: [] }), change));
  const stamp = () => new Date(now()).toISOString();
  const seal = (record: ToolServerRecord, field: string, secret: string) => box.seal(secret, placeOf(record, field));

  async function rows(): Promise<readonly ToolServerRecord[]> {
    const state = await kept.read();
    if (state.kind === "missing") return [];
    if (state.kind === "valid") return state.document.servers;
    if (state.kind === "unknown") throw otherVersion(kept.text);
    throw new AppError("storage_failed", unusable(kept.text.place, state.kind));
  }

  function insert<R extends ToolServerRecord>(name: string, make: (base: Common) => Promise<R>): Promise<R> {
    return update(async ({ servers }) => {
      if (servers.length >= MAX_SERVERS) throw tooMany();
      const taken = servers.map(({ id }) => id);
      const record = await make({
        ...{ id: newToolServerId(name, taken), name, enabled: true, generation: now(), updatedAt: stamp() },
      });
      servers.push(record);
      return record;
    });
  }

  async function sealAll(record: ToolServerRecord, field: string, secrets: Record<string, string>) {
    const entries = Object.entries(secrets);
    return Promise.all(
      entries.map(async ([name, value]) => ({ name, value: await seal(record, `${field}:${name}`, value) })),
    );
  }

  return {
    list: rows,
    read: async (id) => find(await rows(), id),
    add: ({ name, url, headers = {} }) =>
      insert(name, async (base) => {
        const record: HttpToolServer = { ...base, kind: "http", url, headers: [], grant: null, waiting: null };
        record.headers = await sealAll(record, "header", headers);
        return record;
      }),
    addProgram: ({ name, command, args, env }) =>
      insert(name, async (base) => {
        const record: ToolProgram = { ...base, kind: "stdio", command, args, env: [] };
        record.env = await sealAll(record, "env", env);
        return record;
      }),
    change: (id, edit) =>
      update(async ({ servers }) => {
        const record = find(servers, id);
        await edit(record);
        record.updatedAt = stamp();
        return record;
      }),
    remove: (id) =>
      update(async (document) => {
        const record = find(document.servers, id);
        document.servers = document.servers.filter((one) => one !== record);
      }),
    seal,
    open: (record, field, sealed) => box.open(sealed, placeOf(record, field)),
    renewalLock: (id) => texts.lock(`tools-renewal-${id}`, { reachesOut: true }),
  };
}

type Common = Pick<ToolServerRecord, "id" | "name" | "enabled" | "generation" | "updatedAt">;

/** The address is part of what is sealed: beside another one a secret does not open. */
function placeOf(record: ToolServerRecord, field: string) {
  return { owner: `tools:${record.id}`, field, address: record.kind === "http" ? record.url : "" };
}

function find(rows: readonly ToolServerRecord[], id: string): ToolServerRecord {
  const record = rows.find((one) => one.id === id);
  if (record !== undefined) return record;
  const names = rows.map((row) => row.id).join(", ");
  const others = names === "" ? "None is set up." : `There are: ${names}.`;
  throw new AppError("not_found", `There is no server of tools ${id} any more. ${others}`);
}

function tooMany(): AppError {
  return new AppError("conflict", `There are ${MAX_SERVERS} servers of tools already. Remove some that nobody needs.`);
}

function unusable(place: string, kind: "foreign" | "damaged"): string {
  return kind === "foreign"
    ? `The servers of tools in ${place} were written with another key than the present one, so none is used. Put back the earlier PATCHBAY_SECRET or key file.`
    : `The servers of tools in ${place} were damaged or changed by something other than Patchbay, so none is used. Put back a copy, or move it away to begin anew.`;
}
