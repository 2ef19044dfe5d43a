type Keys = Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/** To the page before or after, by the arrow keys alone. */
export function pageStep({ key, altKey, ctrlKey, metaKey, shiftKey }: Keys): -1 | 1 | undefined {
  if (altKey || ctrlKey || metaKey || shiftKey) return undefined;
  return key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : undefined;
}
