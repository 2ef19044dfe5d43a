import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { pageOf } from "@/app/api/pages/pageOf";
import { answerRunSchema } from "@/types/answers";
import { MAX_WORKFLOW_BYTES } from "@/types/workflow";

export const POST = apiRoute(
  async (context) => {
    const { answers } = await context.json(answerRunSchema);
    return pageOf(context).answer(context.param("run"), answers);
  },
  { byLink: true, role: "runner", maxBytes: MAX_WORKFLOW_BYTES },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
