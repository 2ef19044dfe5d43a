/** What a workflow is called before somebody names it: in English, and in the language of the page. */
const names = { english: "Untitled", shown: "Untitled" };

/** For new workflows from then on. Set once, with the other words of the page. */
export function callUntitled(name: string): void {
  names.shown = name;
}

export function untitled(): string {
  return names.shown;
}

/** Whether a workflow still has the name that it began with. */
export function isUntitled(name: string): boolean {
  return name === names.english || name === names.shown;
}
