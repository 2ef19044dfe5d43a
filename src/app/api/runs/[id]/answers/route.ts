import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { answerRunSchema } from "@/types/answers";
import { MAX_WORKFLOW_BYTES } from "@/types/workflow";

export const POST = apiRoute(
  async ({ services: { runs }, param, json, key }) => {
    const { answers } = await json(answerRunSchema);
    // A program lets no tool act: that is for people.
    return runs.answer(param("id"), { answers, reviewsOnly: key !== undefined });
  },
  // An edited text may be as long as a document.
  { role: "runner", maxBytes: MAX_WORKFLOW_BYTES },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
