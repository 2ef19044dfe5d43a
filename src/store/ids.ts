const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A fresh id of the pattern that documents allow; 10 characters of 36 make about 52 bits. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `${prefix}_${Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join("")}`;
}
