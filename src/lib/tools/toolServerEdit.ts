import { AppError } from "@/types/errors";
import { isLoopbackHost } from "@/types/outboundUrl";
import type { CreateToolProgram, PatchToolServer } from "@/types/toolSetup";
import type { HttpToolServer, ToolProgram, ToolServerRecord } from "./toolServerRecord";
import type { ToolServerStore } from "./toolServerStore";

/** By which this Patchbay is reached. */
export interface OwnPlace {
  /** `host:port` names. */
  ownHosts: ReadonlySet<string>;
  port: number;
}

/** Whether an address is that of our own server of tools, whose workflows would call themselves. */
export function isOwnMcp(url: URL, { ownHosts, port }: OwnPlace): boolean {
  const ownPort = url.port === String(port) || (url.port === "" && [80, 443].includes(port));
  const isHere = ownHosts.has(url.host) || (isLoopbackHost(url.hostname) && ownPort);
  return isHere && /^\/mcp\/*$/i.test(decodedPath(url));
}

function decodedPath({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** `patchbay mcp` is our own server, however it is started. @throws AppError `invalid_request` */
export function requireNoLoop({ command, args }: CreateToolProgram): void {
  const words = [command, ...args];
  const ours = words.findIndex((word) => /(?:^|[\\/])patchbay(?:\.mjs|\.cmd)?$/i.test(word));
  if (ours !== -1 && words[ours + 1] === "mcp") throw ourOwn();
}

/** Of our own server of tools. */
export function ourOwn(): AppError {
  return new AppError(
    "invalid_request",
    "This is Patchbay's own server: its workflows would call themselves. A workflow inside another one is the node “Workflow”.",
  );
}

/**
 * Changes a record as it was asked for. @throws AppError `invalid_request` where a header that stays is for another
 * address, and for what of a program only the terminal may change
 */
export async function editToolServer(
  store: Pick<ToolServerStore, "seal">,
  record: ToolServerRecord,
  { name, url, headers, enabled }: PatchToolServer,
): Promise<void> {
  const isMore = [name, url, headers].some((value) => value !== undefined);
  if (record.kind === "stdio" && isMore) throw onlyAtTerminal(record);
  if (record.kind === "http" && url !== undefined && url !== record.url) move(record, url, headers);
  if (record.kind === "http" && headers !== undefined) record.headers = await mergeHeaders(store, record, headers);
  record.name = name ?? record.name;
  record.enabled = enabled ?? record.enabled;
  if ([url, headers, enabled].some((value) => value !== undefined)) record.generation++;
}

/** What was entered and what a sign-in gave is for one address: whoever changes it must not get to see them elsewhere. */
function move(record: HttpToolServer, url: string, entered: Record<string, unknown> = {}): void {
  const names = new Set(Object.keys(entered).map((name) => name.toLowerCase()));
  const missing = record.headers.filter(({ name }) => !names.has(name.toLowerCase())).map(({ name }) => name);
  if (missing.length > 0) {
    const place = new URL(record.url).origin;
    const words = `Enter ${missing.join(" and ")} again: what was entered is for ${place} alone.`;
    throw new AppError("invalid_request", words);
  }
  Object.assign(record, { url, grant: null, waiting: null });
}

async function mergeHeaders(
  store: Pick<ToolServerStore, "seal">,
  record: HttpToolServer,
  entered: Record<string, string | null>,
): Promise<HttpToolServer["headers"]> {
  const named = new Map(Object.entries(entered).map(([name, value]) => [name.toLowerCase(), { name, value }]));
  const kept = record.headers.filter(({ name }) => !named.has(name.toLowerCase()));
  const sealed = [...named.values()].map(async ({ name, value }) =>
    value === null ? [] : [{ name, value: await store.seal(record, `header:${name}`, value) }],
  );
  return [...kept, ...(await Promise.all(sealed)).flat()];
}

export function onlyAtTerminal({ id, name }: ToolProgram): AppError {
  return new AppError(
    "invalid_request",
    `${name} starts a program on this computer, so it is changed and removed at the terminal alone: patchbay tools remove ${id}`,
  );
}
