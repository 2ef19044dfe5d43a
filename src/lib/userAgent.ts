import { arch, type as osType, release } from "node:os";

/** How Patchbay names itself to every server that does not ask for the Codex client. */
export const PATCHBAY_AGENT = "patchbay";

/** The Codex client with Patchbay behind it, the same to the sign-in server and to the plan's backend. */
export function codexUserAgent({ originator, clientVersion }: { originator: string; clientVersion: string }): string {
  return `${originator}/${clientVersion} (${osType()} ${release()}; ${arch()}) ${PATCHBAY_AGENT}`;
}
