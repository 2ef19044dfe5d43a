/** A place `{{name}}` in a text, or a stretch of braces that stands for itself. */
export interface Place {
  /** As it stands in the text, with the backslashes before it. */
  raw: string;
  /** Where `raw` begins. */
  at: number;
  /** What stays in the text whatever happens: half of the backslashes, and braces beyond the two. */
  before: string;
  /** Undefined where the braces were escaped: `\{{`. */
  name?: string;
  /** Without its escape. */
  braces: string;
}

/** A port, and so a place that is one, may be called this long. */
const MAX_NAME = 100;

/**
 * Two alternatives: backslashes, braces beyond two, and `{{…}}` on one line (braces inside come in pairs); or escaped
 * braces that are no place. A run of backslashes or braces is tried from its start alone, so that time grows with the
 * text.
 */
const pattern =
  /(?:(?<!\\)(\\+)|(?<![\\{]))(\{*?)(\{\{(?!\{)((?:[^{}\r\n]|\{[^{}\r\n]*\})*)\}\})|(?<!\\)(\\+)(\{{2,})/g;

/**
 * A text with its places replaced. A place may be called whatever a column is called, in one line of up to 100
 * characters. `\{{` is `{{` and no place, `\\{{` a backslash before one.
 */
export function replacePlaces(text: string, replace: (place: Place) => string): string {
  return text.replace(pattern, (raw, ...found: [...(string | undefined)[], number, string]) => {
    const [slashes = "", extra = "", braces = "", inside = "", moreSlashes = "", escaped = ""] = found as string[];
    const at = found.at(-2) as number; // groups, then the place, then the text
    const name = inside.trim();
    const backslashes = slashes + moreSlashes;
    const isEscaped = backslashes.length % 2 === 1;
    const before = "\\".repeat(Math.floor(backslashes.length / 2)) + extra;
    if (isEscaped) return replace({ raw, at, before, braces: braces + escaped });
    const isPlace = name !== "" && name.length <= MAX_NAME;
    return isPlace ? replace({ raw, at, before, name, braces }) : raw;
  });
}

/** A text in its parts, in order: places as they are written, and what stands between them. */
export function splitAtPlaces(text: string): { text: string; isPlace: boolean }[] {
  const parts: { text: string; isPlace: boolean }[] = [];
  let end = 0;
  replacePlaces(text, ({ raw, at, name, braces }) => {
    if (name === undefined) return raw;
    const start = at + raw.length - braces.length;
    parts.push({ text: text.slice(end, start), isPlace: false }, { text: braces, isPlace: true });
    end = at + raw.length;
    return raw;
  });
  return [...parts, { text: text.slice(end), isPlace: false }].filter((part) => part.text !== "");
}

/** Braces that look like a place and are none: not closed on their line, empty, or too long a name. Each once. */
export function strayBraces(text: string): string[] {
  const rest = replacePlaces(text, () => "\n");
  return [...new Set(rest.match(/\{\{[^\r\n]*/g) ?? [])].map(shorten);
}

/** Names in single braces, each once: of another template language, it may be. */
export function singleBraced(text: string): string[] {
  const found = text.matchAll(/(?<!\{)\{([^{}\r\n]{1,100})\}(?!\})/g);
  return [...new Set(Array.from(found, ([, inside = ""]) => inside.trim()))].filter((name) => name !== "");
}

/** As words show what may be long. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Equal for names that look equal: composed or not (Unicode NFC), with any white space. */
export function nameKey(name: string): string {
  return name.normalize("NFC").replace(/\s+/g, " ").trim();
}
