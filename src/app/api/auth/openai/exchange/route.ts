import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { exchangeSchema } from "@/types/api";

/** Takes the address that a browser elsewhere ended on, pasted by the person. */
export const POST = apiRoute(
  async ({ services, json }) => ({
    account: await services.auth.exchange(await json(exchangeSchema)),
  }),
  { role: "runner" },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
