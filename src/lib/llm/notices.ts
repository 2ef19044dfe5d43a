import type { Notice } from "@/types/llm";
import { type Setting, settingNames } from "./modelReasons";

/** Of a call that asked for one. */
export const searchNotUsed: Notice = {
  code: "search_not_used",
  message: "The model answered without searching the web, although a search was required.",
};

export const reasoningDropped: Notice = {
  code: "reasoning_dropped",
  message: "What the model had thought before could not be read here; the conversation went on without it.",
};

export const filesSentAsText: Notice = {
  code: "file_as_text",
  message: "Files are not taken here; their text was sent instead.",
};

/** `where` ends "… is not supported". */
export function settingLeftOut(setting: Setting, where: string): Notice {
  return { code: "setting_left_out", message: `${settingNames[setting]} is not supported ${where}; it was left out.` };
}
