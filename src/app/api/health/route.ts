import { apiRoute } from "@/app/api/apiRoute";
import { version } from "@/lib/version";

/** Whether the server answers; needs no login and tells no secret. */
export const GET = apiRoute(async () => ({ status: "ok", version, uptimeSeconds: Math.round(process.uptime()) }), {
  isPublic: true,
});
