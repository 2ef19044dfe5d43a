import { apiRoute } from "@/app/api/apiRoute";
import { settingsSchema } from "@/types/api";

export const GET = apiRoute(({ services }) => services.settings.read());

export const PUT = apiRoute(async ({ services, json }) => services.settings.write(await json(settingsSchema)));
