import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { pageOf } from "@/app/api/pages/pageOf";

/** What the page of a workflow asks for and gives. */
export const GET = apiRoute((context) => pageOf(context).form(), { byLink: true });

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
