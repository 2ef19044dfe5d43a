import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { changeNightShiftSchema } from "@/types/nightShift";

export const GET = apiRoute(({ services }) => services.nightShift.view());

export const PUT = apiRoute(async ({ services, json }) =>
  services.nightShift.change(await json(changeNightShiftSchema)),
);

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods("GET", "PUT");
