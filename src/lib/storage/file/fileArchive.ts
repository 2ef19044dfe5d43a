import { readdir, readFile, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { type Archive, type KeptKind, type KeptThing, splitKey } from "@/lib/storage/archive";
import { parseLabelLines, toLabelLines } from "@/lib/storage/labelLines";
import { isTouched, parseEntry } from "@/lib/storage/resultEntry";
import { AppError } from "@/types/errors";
import { writeFileAtomic } from "./atomicFile";
import { readNames, writeNames } from "./fileVersions";
import { isLockHeld } from "./heldLock";
import { isNowhere } from "./runDirectory";
import { orStorageError, toStorageError } from "./storageError";
import { createTouchedKeys } from "./touchedKeys";

/** Every text in the data directory itself but this one: people sign in anew. */
const SESSIONS = "sessions";
const NEWLINE = 0x0a;

/** Where the things of one kind are. */
interface Place {
  /** In no order. */
  keys(): Promise<string[]>;
  pathOf(key: string): string;
}

/** A data directory that nobody writes to meanwhile. */
export function createFileArchive(dataDir: string): Archive {
  // The bundler would take this for files of the app and trace the whole project.
  const inData = (...names: string[]) => join(/* turbopackIgnore: true */ dataDir, ...names);
  const places = placesIn(inData);

  const readRun = async (key: string, path: string): Promise<KeptThing> => {
    if (isLockHeld(inData("runs", key, "owner.lock"))) throw runAtWork(key);
    const thing = await readThing(key, path);
    // What follows the last whole line was torn by a crash.
    return { ...thing, content: thing.content.subarray(0, thing.content.lastIndexOf(NEWLINE) + 1) };
  };

  async function* readLabels(key: string, path: string): AsyncGenerator<KeptThing> {
    const thing = await readThing(key, path);
    const content = Buffer.from(toLabelLines(parseLabelLines(Buffer.from(thing.content).toString())));
    // All that was said may have been taken back.
    if (content.length > 0) yield { ...thing, content };
  }

  async function* readVersionNames(): AsyncGenerator<KeptThing> {
    for (const workflow of await namesIn(inData("versions"))) {
      const names = Object.entries(await readNames(inData("versions", workflow)));
      for (const [version, name] of names) {
        yield { key: `${workflow}/${version}`, atMs: 0, content: Buffer.from(JSON.stringify(name)) };
      }
    }
  }

  const addVersionName = async ({ key, content }: KeptThing): Promise<boolean> => {
    const [workflow, version] = splitKey(key);
    const names = await readNames(inData("versions", workflow));
    if (Object.hasOwn(names, version)) return false;
    await writeNames(inData("versions", workflow), {
      ...names,
      [version]: JSON.parse(Buffer.from(content).toString()),
    });
    return true;
  };

  const touched = createTouchedKeys(inData("cache", "touched"));
  const noteTouched = async ({ key: name, content }: KeptThing): Promise<void> => {
    const [key = ""] = name.split(".");
    const entry = parseEntry(key, Buffer.from(content).toString());
    if (entry !== undefined && isTouched({ ...entry, pinned: name !== key })) await touched.add(key);
  };

  return {
    read: async function* (kind) {
      if (kind === "names of versions") return yield* readVersionNames();
      const { keys, pathOf } = places[kind];
      for (const key of (await keys()).sort()) {
        if (kind === "runs") yield await readRun(key, pathOf(key));
        else if (kind === "labels of runs") yield* readLabels(key, pathOf(key));
        else yield await readThing(key, pathOf(key));
      }
    },
    add: async (kind, thing) => {
      if (kind === "names of versions") return addVersionName(thing);
      const path = places[kind].pathOf(thing.key);
      if (await isThere(path)) return false;
      await writeFileAtomic(path, thing.content);
      // In the middle of the millisecond: what the file system rounds stays in it.
      const at = (thing.atMs + 0.5) / 1000;
      await orStorageError(utimes(path, at, at), path);
      if (kind === "kept results") await noteTouched(thing);
      return true;
    },
  };
}

function placesIn(inData: (...names: string[]) => string): Record<Exclude<KeptKind, "names of versions">, Place> {
  const filesIn = async (directory: string, ending: string) => {
    const names = await namesIn(inData(directory));
    return names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, name.length - ending.length));
  };
  const filesBelow = async (directory: string, ending: string) => {
    const owners = await namesIn(inData(directory));
    const all = owners.map(async (owner) =>
      (await filesIn(join(directory, owner), ending)).map((name) => [owner, name]),
    );
    return (await Promise.all(all)).flat().map(([owner, name]) => `${owner}/${name}`);
  };
  return {
    assets: {
      keys: async () => (await namesIn(inData("assets"))).filter((name) => /^[0-9a-f]{64}$/.test(name)),
      pathOf: (key) => inData("assets", key),
    },
    "settings and accounts": {
      keys: async () => (await filesIn(".", ".json")).filter((name) => name !== SESSIONS),
      pathOf: (key) => inData(`${key}.json`),
    },
    workflows: { keys: () => filesIn("workflows", ".json"), pathOf: (key) => inData("workflows", `${key}.json`) },
    versions: { keys: () => filesBelow("versions", ".json.gz"), pathOf: (key) => inData("versions", `${key}.json.gz`) },
    "deleted workflows": { keys: () => filesIn("bin", ".json"), pathOf: (key) => inData("bin", `${key}.json`) },
    runs: {
      keys: async () => (await filesBelow("runs", "events.jsonl")).map((key) => splitKey(key)[0]),
      pathOf: (key) => inData("runs", key, "events.jsonl"),
    },
    "labels of runs": {
      keys: async () => (await filesBelow("runs", "labels.jsonl")).map((key) => splitKey(key)[0]),
      pathOf: (key) => inData("runs", key, "labels.jsonl"),
    },
    "kept results": {
      keys: async () => (await filesBelow("cache", ".json")).map((key) => splitKey(key)[1]),
      pathOf: (key) => inData("cache", key.slice(0, 2), `${key}.json`),
    },
  };
}

async function readThing(key: string, path: string): Promise<KeptThing> {
  const read = Promise.all([readFile(path), stat(path)]);
  const [content, { mtimeMs }] = await orStorageError(read, path, "read");
  return { key, atMs: Math.floor(mtimeMs), content };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (isNowhere(error)) return false;
      throw toStorageError(error, path, "read");
    },
  );
}

async function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch((error: unknown) => {
    // Nothing was kept yet, or a file stands where the things of another have their directory.
    if (isNowhere(error)) return [];
    throw toStorageError(error, directory, "read");
  });
}

function runAtWork(id: string): AppError {
  return new AppError("conflict", "A run is at work here. Stop Patchbay, and try again.", { id });
}
