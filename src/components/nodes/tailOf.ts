/** In characters: what the box of an answer shows, and a little more. */
const STEP = 400;

/**
 * The end of a text, one to two steps long, from the beginning of a line or at least of a word. The cut moves a step
 * at a time, so that lines do not break anew with every word that is added.
 */
export function tailOf(text: string): string {
  const steps = Math.floor(text.length / STEP) - 1;
  if (steps <= 0) return text;
  const cut = steps * STEP;
  const line = text.lastIndexOf("\n", cut);
  if (line >= cut - STEP) return text.slice(line + 1);
  const space = text.indexOf(" ", cut);
  return text.slice(space === -1 ? cut : space + 1);
}
