import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { toldTimes } from "@/lib/triggers/cronTimes";
import { cronTimesQuerySchema } from "@/types/triggers";

/** When a schedule would come next. */
export const GET = apiRoute(async ({ query }) => ({
  next: toldTimes(query(cronTimesQuerySchema), Date.now()),
}));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
