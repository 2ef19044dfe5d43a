import { toShownError } from "@/components/ErrorNote";
import { requestJson } from "@/store/apiClient";
import { codePlaceSchema, triedTransformSchema } from "@/types/transform";
import type { TextFault } from "./extensions";

/** The mark in the text and the line below it ask for the same code one after the other. */
let last: { code: string; faults: Promise<TextFault[]> } | undefined;

/** Why code cannot run, as the server says that would run it; none where it cannot be asked. */
export function codeFaults(code: string): Promise<TextFault[]> {
  if (last?.code !== code) last = { code, faults: ask(code) };
  return last.faults;
}

async function ask(code: string): Promise<TextFault[]> {
  if (code.trim() === "") return [];
  try {
    await requestJson(triedTransformSchema, "/api/transform", { method: "POST", body: { code } });
    return [];
  } catch (failure) {
    const { code: kind, message, details } = toShownError(failure);
    if (kind !== "invalid_request" && kind !== "too_large") return [];
    const place = codePlaceSchema.safeParse(details).data ?? { line: 1, column: 1 };
    const from = toOffset(code, place);
    return [{ from, to: Math.min(from + 1, code.length), message }];
  }
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
