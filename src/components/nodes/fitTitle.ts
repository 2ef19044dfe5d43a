/** Of the letters of a title from afar, in pixels of the screen; smaller than the least they are left out. */
const LETTER_SIZE = 12.5;
const LEAST_SIZE = 6;
const LINE_HEIGHT = 1.1;
/** Letters get so much smaller before a word is broken. */
const SMALLEST_SHARE = 0.7;
const WIDTH_OF_LETTER = 0.6;
/** What the edges and each icon take, in canvas pixels, as in far.css. */
const EDGES = 46;
const ICON = 72;

export interface TitleRoom {
  /** Of the node, in canvas pixels. */
  width: number;
  height: number;
  /** By how much letters are enlarged to be readable; see `unzoomOf`. */
  unzoom: number;
  /** How many stand beside it. */
  icons: number;
}

/**
 * As many of a title's letters as fit on its node, broken into lines at words where they can be. Letting the browser
 * cut it off would cost a clip for each of a thousand nodes. Returns the size of the letters too, in canvas pixels.
 */
export function fitTitle(title: string, { width, height, unzoom, icons }: TitleRoom): { text: string; size: number } {
  const room = width - EDGES - icons * Math.min(21 * unzoom, ICON);
  const size = sizeFor(title, room, Math.min(LETTER_SIZE * unzoom, height * 0.86));
  if (size < LEAST_SIZE * unzoom) return { text: "", size };
  const lines = Math.max(1, Math.floor(height / (size * LINE_HEIGHT)));
  const shown: string[] = [];
  let rest = title.trim();
  while (shown.length < lines && rest !== "") {
    const line = lineOf(rest, room / size, shown.length === lines - 1);
    shown.push(line.trim());
    rest = rest.slice(line.length).trimStart();
  }
  return { text: shown.join("\n"), size };
}

/** A little smaller where that keeps the first word whole; what has no chance of it stays large. */
function sizeFor(title: string, room: number, size: number): number {
  const [word = ""] = title.trim().split(" ");
  const fitting = Math.floor(room / widthOf(word));
  return fitting < size && fitting >= size * SMALLEST_SHARE ? fitting : size;
}

/** In times the size of the letters. */
function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + (isWide(letter) ? 1 : WIDTH_OF_LETTER), 0);
}

/** The beginning of a text that fits into so many times the size of its letters. */
function lineOf(text: string, widthInLetters: number, isLast: boolean): string {
  let width = 0;
  let end = 0;
  for (const letter of text) {
    width += isWide(letter) ? 1 : WIDTH_OF_LETTER;
    if (width > widthInLetters) break;
    end += letter.length;
  }
  if (end === text.length || isLast) return text.slice(0, end);
  const space = text.lastIndexOf(" ", end);
  return text.slice(0, space > 0 ? space : Math.max(end, 1));
}

/** Letters from here on (Chinese, Japanese, Korean) are about as wide as high. */
const FIRST_WIDE = 0x2e80;

export function isWide(letter: string): boolean {
  return (letter.codePointAt(0) ?? 0) >= FIRST_WIDE;
}
