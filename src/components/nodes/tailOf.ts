/**
 * The end of a text, one to two `steps` of characters long, from the beginning of a line or at least of a word. The cut
 * moves a step at a time, so that lines do not break anew with every word that is added.
 */
export function tailOf(text: string, step: number): string {
  const steps = Math.floor(text.length / step) - 1;
  if (steps <= 0) return text;
  const cut = steps * step;
  const line = text.lastIndexOf("\n", cut);
  if (line >= cut - step) return text.slice(line + 1);
  const space = text.indexOf(" ", cut);
  return text.slice(space === -1 ? cut : space + 1);
}
