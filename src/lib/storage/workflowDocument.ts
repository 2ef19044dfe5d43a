import { createHash } from "node:crypto";
import { AppError } from "@/types/errors";
import { type Workflow, workflowSchema } from "@/types/workflow";
import { parseStored } from "./storedJson";

/**
 * The document in a text, and all that stands in it. `id` is the one it is kept under.
 * @throws AppError `storage_failed` for what is damaged or of another version
 */
export function parseDocument(id: string, text: string): { stored: object; workflow: Workflow } {
  const stored = parseStored(text);
  const parsed = workflowSchema.safeParse(stored);
  if (parsed.success && typeof stored === "object" && stored !== null) {
    // A file that was copied by hand still has the id of the other one in it. One that was written by hand may have
    // revision 0, which everywhere else means "not saved yet": every save would try to create it, and be refused.
    const revision = Math.max(parsed.data.revision, 1);
    return { stored: { ...stored, id }, workflow: { ...parsed.data, id, revision } };
  }
  const message = isOfOtherVersion(stored)
    ? "This workflow was saved by another version of Patchbay in a form that this one does not know. It was left as it is; open it in that version."
    : "This workflow is damaged and was left as it is. Restore it from a copy, or import one.";
  throw new AppError("storage_failed", message, { id }, { cause: parsed.error });
}

function isOfOtherVersion(stored: unknown): boolean {
  if (typeof stored !== "object" || stored === null || !("format" in stored) || !("version" in stored)) return false;
  return stored.format === "patchbay/workflow" && stored.version !== 1;
}

/** Diff-friendly: a fixed order of keys, one property a line, what runs before where it stands. */
const keyOrder = ["format", "version", "id", "name", "revision", "settings", "nodes", "edges", "layout"];

export function toDocumentText(document: object): string {
  const fields = Object.entries(document);
  const known = keyOrder.flatMap((name) => fields.filter(([key]) => key === name));
  const others = fields.filter(([key]) => !keyOrder.includes(key));
  return `${JSON.stringify(Object.fromEntries([...known, ...others]), null, 2)}\n`;
}

/** Of a save over another revision than this. */
export function conflict(current: Workflow): AppError {
  return new AppError("conflict", "This workflow was changed elsewhere since it was opened here.", {
    revision: current.revision,
  });
}

/** Of what a document says and where it stands; what is only looked at, and how often it was saved, do not count. */
export function contentHash({ name, settings, nodes, edges, layout: { viewport: _, ...layout } }: Workflow): string {
  return createHash("sha256")
    .update(JSON.stringify({ name, settings, nodes, edges, layout }))
    .digest("hex")
    .slice(0, 12);
}

export function noSuchWorkflow(id: string): AppError {
  return new AppError("not_found", "There is no workflow with this address.", { id });
}

export function noSuchVersion(version: string): AppError {
  return new AppError("not_found", "This version is not kept any more.", { version });
}

/** Of an earlier save: `bytes` is what it takes, `hash` is `contentHash`. Its parts are in base 36, so that it is short. */
export function versionName(revision: number, savedAtMs: number, bytes: number, hash: string): string {
  return `r${revision}-${savedAtMs.toString(36)}-${bytes.toString(36)}-${hash}`;
}

const versionPattern = /^r(\d+)-([0-9a-z]+)-([0-9a-z]+)-([0-9a-f]{12})$/;

/** What the name of an earlier save says; undefined for what is none. */
export function parseVersionName(name: string): { revision: number; savedAtMs: number; bytes: number } | undefined {
  const [, revision, savedAt, bytes] = versionPattern.exec(name) ?? [];
  if (revision === undefined || savedAt === undefined || bytes === undefined) return undefined;
  return {
    revision: Number(revision),
    savedAtMs: Number.parseInt(savedAt, 36),
    bytes: Number.parseInt(bytes, 36),
  };
}
