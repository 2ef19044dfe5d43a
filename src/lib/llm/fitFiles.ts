import type { LlmCall, Notice } from "@/types/llm";
import type { ModelList } from "@/types/providers";
import { withFilesAsText } from "./filesAsText";
import type { UpstreamDeps } from "./wire";

interface Fitted {
  call: LlmCall;
  notices: Notice[];
}

/**
 * A model that takes no files gets their text, with a notice; for one that no list has, its provider finds out.
 * @throws AppError as `withFilesAsText`
 */
export async function fitFiles(
  { call, notices }: Fitted,
  { models }: ModelList,
  fileText: UpstreamDeps["fileText"],
): Promise<Fitted> {
  const { files = [] } = call;
  const model = models.find(({ id }) => id === call.model);
  if (files.length === 0 || model === undefined || model.supports.files) return { call, notices };
  const names = files.map(({ name }) => name).join(", ");
  const why = model.reasons?.files ?? `${model.name} takes no PDF.`;
  const notice = {
    code: "file_as_text",
    message: `${names} ${files.length === 1 ? "was" : "were"} sent as text: ${why}`,
  };
  return { call: await withFilesAsText(call, fileText), notices: [...notices, notice] };
}
