import { apiRoute } from "@/app/api/apiRoute";
import packageJson from "../../../../package.json" with { type: "json" };

/** Whether the server answers; needs no login and tells no secret. */
export const GET = apiRoute(
  async () => ({ status: "ok", version: packageJson.version, uptimeSeconds: Math.round(process.uptime()) }),
  { isPublic: true },
);
