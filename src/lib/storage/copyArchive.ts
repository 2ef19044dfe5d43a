import { createHash } from "node:crypto";
import { isAppError } from "@/types/errors";
import { type Archive, type KeptKind, keptKinds } from "./archive";

export interface CopiedKind {
  kind: KeptKind;
  /** Things that the source has. */
  found: number;
  /** Those that were not at the target before. */
  added: number;
  /** Keys of things that are at the target with another content: changed there since an earlier copy, or before it. */
  different: string[];
  /** Keys of things that the target cannot take: damaged, or of another version. They stay where they are. */
  refused: string[];
}

/**
 * Copies everything that the target does not have, and compares each thing afterwards by the hash of its content. What
 * is there already stays as it is, so that it can be done again after it was cut off.
 */
export async function* copyArchive(source: Archive, target: Archive): AsyncGenerator<CopiedKind> {
  for (const kind of keptKinds) {
    const copied: CopiedKind = { kind, found: 0, added: 0, different: [], refused: [] };
    const expected = new Map<string, string>();
    for await (const thing of source.read(kind)) {
      copied.found++;
      try {
        if (await target.add(kind, thing)) copied.added++;
        expected.set(thing.key, hashOf(thing.content));
      } catch (error) {
        // One that nobody can read must not keep the rest; a target that is away says so when it is read.
        if (!isAppError(error)) throw error;
        copied.refused.push(thing.key);
      }
    }
    for await (const { key, content } of target.read(kind)) {
      if (expected.get(key) === hashOf(content)) expected.delete(key);
    }
    copied.different.push(...expected.keys());
    yield copied;
  }
}

function hashOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("base64");
}
