import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { settingsSchema } from "@/types/api";

export const GET = apiRoute(({ services }) => services.settings.read());

export const PUT = apiRoute(async ({ services, json }) => services.settings.write(await json(settingsSchema)), {
  role: "runner",
});

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods("GET", "PUT");
