/** Turns an offset in an upstream's way of counting into UTF-16 units; undefined when it lies outside of the text. */
export type ToUnits = (offset: number | undefined) => number | undefined;

/** How many an upstream counts for one character, by its code point. */
type Width = (codePoint: number) => number;

const inCodePoints: Width = () => 1;
const inUtf8: Width = (point) => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4);

export const fromCodePoints = (text: string): ToUnits => createToUnits(text, inCodePoints);
export const fromUtf8Bytes = (text: string): ToUnits => createToUnits(text, inUtf8);

/** The text is gone through once, when it is first asked about, however many offsets there are. */
function createToUnits(text: string, widthOf: Width): ToUnits {
  let unitAt: Int32Array | undefined;
  return (offset) => {
    if (offset === undefined || offset < 0 || !Number.isInteger(offset)) return undefined;
    unitAt ??= countUnits(text, widthOf);
    return unitAt[offset];
  };
}

/** The unit at which each offset lies; an offset within a character counts as its beginning. */
function countUnits(text: string, widthOf: Width): Int32Array {
  const unitAt = new Int32Array(text.length * widthOf(0xffff) + 1);
  let offset = 0;
  let unit = 0;
  for (const character of text) {
    const end = offset + widthOf(character.codePointAt(0) ?? 0);
    unitAt.fill(unit, offset, end);
    offset = end;
    unit += character.length;
  }
  unitAt[offset] = unit;
  return unitAt.subarray(0, offset + 1);
}
