import { toShownError } from "@/components/ErrorNote";
import { requestJson } from "@/store/apiClient";
import { codePlaceSchema, triedTransformSchema } from "@/types/transform";
import type { TextFault } from "./extensions";
import { oncePerText } from "./oncePerText";

/** Why code cannot run, as the server says that would run it; none where it cannot be asked. */
export const codeFaults = oncePerText(async (code): Promise<TextFault[]> => {
  if (code.trim() === "") return [];
  try {
    await requestJson(triedTransformSchema, "/api/transform", { method: "POST", body: { code } });
    return [];
  } catch (failure) {
    const { code: kind, message, details } = toShownError(failure);
    if (kind !== "invalid_request" && kind !== "too_large") return [];
    const place = codePlaceSchema.safeParse(details).data ?? { line: 1, column: 1 };
    const from = toOffset(code, place);
    return [{ from, to: Math.min(from + 1, code.length), message: withoutPlace(message) }];
  }
});

/** Who shows a fault tells its place, in words of its own. */
function withoutPlace(message: string): string {
  return message.replace(/^(The code failed) at line \d+, column \d+:/, "$1:");
}

function toOffset(code: string, { line, column }: { line: number; column: number }): number {
  let start = 0;
  for (let before = 1; before < line; before++) {
    const end = code.indexOf("\n", start);
    if (end === -1) break;
    start = end + 1;
  }
  return Math.min(start + column - 1, code.length);
}
