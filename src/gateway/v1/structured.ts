/** Values of header fields in the form of RFC 9651, which has a place for any text. Pure. */

/** A String where plain ASCII will do, else a Display String, whose bytes stand in percent signs. */
function structuredText(text: string): string {
  const line = text.replace(/[\r\n\t]+/g, " ");
  if (/^[\x20-\x7e]*$/.test(line)) return `"${line.replace(/[\\"]/g, "\\$&")}"`;
  const bytes = new TextEncoder().encode(line);
  return `%"${Array.from(bytes, encodeByte).join("")}"`;
}

function encodeByte(byte: number): string {
  const isPlain = byte >= 0x20 && byte <= 0x7e && byte !== 0x25 && byte !== 0x22;
  return isPlain ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, "0")}`;
}

/** An Item with its parameters: `setting_left_out;message="…"`; what is undefined is left out. */
export function structuredItem(token: string, parameters: Record<string, string | number | undefined>): string {
  const told = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`;${name}=${typeof value === "number" ? value : structuredText(value)}`],
  );
  return `${token}${told.join("")}`;
}
