/**
 * Makes `text` from `from` on the words of an element that has shown a text from `shownFrom` on. As long as it is the
 * same text, only what is new is added and what went is taken away: the browser then shapes little anew, and keeps
 * what is selected.
 */
export function writeArriving(element: HTMLElement, text: string, from: number, shownFrom: number): void {
  const { firstChild: words } = element;
  if (!(words instanceof Text)) {
    element.textContent = text.slice(from);
    return;
  }
  if (!text.startsWith(words.data, shownFrom)) {
    words.data = text.slice(from);
    return;
  }
  const shownTo = shownFrom + words.data.length;
  if (from < shownFrom) words.insertData(0, text.slice(from, shownFrom));
  else if (from > shownFrom) words.deleteData(0, from - shownFrom);
  if (text.length > shownTo) words.appendData(text.slice(Math.max(shownTo, from)));
}
