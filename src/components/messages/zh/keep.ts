import type { Area } from "@/components/language/translate";

export const keep: Area<"keep"> = {
  undo: "撤销",
};
