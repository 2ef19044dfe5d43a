import { apiRoute, type RouteContext } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { inTime } from "@/lib/pause";
import { isNeighbour } from "@/lib/security/neighbour";
import { version } from "@/lib/version";
import type { Health } from "@/types/health";

/** How long it is waited for a session to be found, in milliseconds. */
const SESSION_TIMEOUT_MS = 1000;

/** Whether the server answers; needs no login and tells strangers no more. */
export const GET = apiRoute(
  async (context): Promise<Health> => {
    const answers = { status: "ok", version, uptimeSeconds: Math.round(process.uptime()) } as const;
    return (await isAtHome(context)) ? { ...answers, ...(await context.services.health()) } : answers;
  },
  { isPublic: true },
);

/** Whoever asks from this computer, or has a session. */
async function isAtHome({ request: { headers }, services: { door } }: RouteContext): Promise<boolean> {
  if (isNeighbour(headers.get("x-patchbay-address") ?? "", headers)) return true;
  const found = door.find(headers.get("cookie")).catch(() => undefined);
  return (await inTime(found, SESSION_TIMEOUT_MS, undefined)) !== undefined;
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
