import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { pageOf } from "@/app/api/pages/pageOf";
import { runEvents } from "@/app/api/runEvents";

/** As the events of a run, without what a page does not show. */
export const GET = apiRoute(
  (context) => {
    const page = pageOf(context);
    const run = context.param("run");
    return runEvents(context, {
      batches: (after, signal) => page.events(run, after, signal),
      isAtWork: () => page.isAtWork(run),
    });
  },
  { byLink: true },
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
