import { apiRoute } from "@/app/api/apiRoute";
import { AppError } from "@/types/errors";

/** Addresses that no route has answer as every failure does. */
const notFound = apiRoute(
  async () => {
    throw new AppError("not_found", "The API has nothing at this address. docs/api.md lists what there is.");
  },
  { role: "runner" },
);

export {
  notFound as DELETE,
  notFound as GET,
  notFound as OPTIONS,
  notFound as PATCH,
  notFound as POST,
  notFound as PUT,
};
