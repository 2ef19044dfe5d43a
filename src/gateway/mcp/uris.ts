/** Addresses of what can be read here. */
export const workflowUri = (id: string): string => `patchbay://workflows/${id}`;
export const runUri = (id: string): string => `patchbay://runs/${id}`;
export const outputUri = (run: string, name: string): string => `${runUri(run)}/outputs/${encodeURIComponent(name)}`;
export const assetUri = (sha256: string): string => `patchbay://assets/${sha256}`;

export type ResourceAddress =
  | { kind: "workflow"; id: string }
  | { kind: "run"; id: string }
  | { kind: "output"; run: string; name: string }
  | { kind: "asset"; sha256: string };

/** What an address names; undefined for one that names nothing here. */
export function parseUri(uri: string): ResourceAddress | undefined {
  const [, kind, id = "", output] =
    /^patchbay:\/\/(workflows|runs|assets)\/([A-Za-z0-9_-]{1,64})(?:\/outputs\/([^/]+))?$/.exec(uri) ?? [];
  if (kind === "runs") return output === undefined ? { kind: "run", id } : toOutput(id, output);
  if (output !== undefined) return undefined;
  if (kind === "workflows") return { kind: "workflow", id };
  return kind === "assets" && /^[0-9a-f]{64}$/.test(id) ? { kind: "asset", sha256: id } : undefined;
}

function toOutput(run: string, written: string): ResourceAddress | undefined {
  try {
    return { kind: "output", run, name: decodeURIComponent(written) };
  } catch {
    return undefined;
  }
}
