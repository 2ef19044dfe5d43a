import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { runEvents } from "@/app/api/runEvents";

export const GET = apiRoute((context) => {
  const { runs } = context.services;
  const id = context.param("id");
  return runEvents(context, {
    batches: (after, signal) => runs.batches(id, after, signal),
    isAtWork: () => runs.isAtWork(id),
  });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
