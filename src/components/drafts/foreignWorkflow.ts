/** Whether a text is a JSON object or list, as the files of other programs are. */
export function isForeignWorkflow(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
