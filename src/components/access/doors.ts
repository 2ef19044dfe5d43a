import type { AccessScope } from "@/types/access";

/** Where each scope leads to, behind the address of this Patchbay; in the order in which the screen tells them. */
export const doorPaths = {
  v1: "/v1",
  mcp: "/mcp",
  hooks: "/api/hooks/…",
  runs: "/api/runs",
} as const satisfies Record<AccessScope, string>;

/** In the order of the doors. */
export const doorScopes = Object.keys(doorPaths) as AccessScope[];
