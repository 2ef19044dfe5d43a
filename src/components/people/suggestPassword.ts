// Without what is read for another: 0 and O, 1 and l and I.
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** Four groups of four, 79 bits: for one to give to somebody who changes it. */
export function suggestPassword(random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes)): string {
  const letters: string[] = [];
  while (letters.length < 16) {
    // Bytes above a whole multiple of the alphabet would make its first letters likelier.
    const even = 256 - (256 % alphabet.length);
    for (const byte of random(new Uint8Array(16)))
      if (byte < even) letters.push(alphabet[byte % alphabet.length] ?? "");
  }
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join("")).join("-");
}
