import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { pageOf } from "@/app/api/pages/pageOf";

export const POST = apiRoute((context) => pageOf(context).cancel(context.param("run")), {
  byLink: true,
  role: "runner",
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
