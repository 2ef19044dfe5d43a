import type { WorkflowNode } from "@/types/workflow";
import { namesIn } from "./placeholders";
import { requestTexts } from "./requestNode";
import { isSecretPlace } from "./requestText";

/** The text of a node whose places a run may fill; undefined for kinds that have none. */
export function placeText({ type, data }: Pick<WorkflowNode, "type" | "data">): string | undefined {
  if (type === "request") return requestTexts(data);
  return type === "prompt" && typeof data.text === "string" ? data.text : undefined;
}

/** The names of those places, each once. */
export function placesInText(text: string): string[] {
  return namesIn(text).filter((name) => !isSecretPlace(name));
}
