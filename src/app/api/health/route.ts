import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { version } from "@/lib/version";

/** Whether the server answers; needs no login and tells no secret. */
export const GET = apiRoute(async () => ({ status: "ok", version, uptimeSeconds: Math.round(process.uptime()) }), {
  isPublic: true,
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
