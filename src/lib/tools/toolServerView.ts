import { redact } from "@/lib/security/redact";
import type { ToolServerView } from "@/types/tools";
import { toCommandLine } from "./commandLine";
import type { KnownServer } from "./connections";
import type { ToolServerRecord } from "./toolServerRecord";

/** A server as people and programs may see it: no secret, and no more of it than is known. */
export function toToolServerView(record: ToolServerRecord, { status, error, tools }: KnownServer): ToolServerView {
  const { id, name, enabled } = record;
  return {
    ...{ id, name, kind: record.kind },
    ...(record.kind === "http" ? httpView(record) : programView(record)),
    ...{ enabled, status },
    ...(error === undefined ? {} : { error: error.message }),
    tools: tools.map((tool) => ({ ...tool })),
  };
}

function httpView({ url, headers, grant }: Extract<ToolServerRecord, { kind: "http" }>) {
  return { url: withoutSecrets(url), headers: headers.map(({ name }) => name), isSignedIn: grant !== null };
}

function programView({ command, args, env }: Extract<ToolServerRecord, { kind: "stdio" }>) {
  return { command: redact(toCommandLine([command, ...args])), env: env.map(({ name }) => name) };
}

/** Some are told apart by a key in their address: of a query, the names stay. */
function withoutSecrets(address: string): string {
  const url = new URL(address);
  const names = [...url.searchParams.keys()];
  url.search = "";
  return names.length === 0 ? address : `${url.href}?${names.map((name) => `${name}=…`).join("&")}`;
}
