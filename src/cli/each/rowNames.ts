/** Letters and digits of all languages, in characters; three bytes each at most, of the 255 that a name may have. */
const MAX_LENGTH = 60;

/** What Windows keeps for devices, whatever comes after a dot. Source: Microsoft, "Naming Files, Paths, and Namespaces" */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name that every file system takes and that leads to no other folder. */
export function safeName(text: string): string {
  const plain = text
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  const short = Array.from(plain)
    .slice(0, MAX_LENGTH)
    .join("")
    .replace(/[-.]+$/, "");
  if (short === "") return "_";
  return deviceName.test(short) ? `_${short}` : short;
}

/** Gives safe names, each of them once, also where big and small letters are the same. */
export function createNamer(taken: Iterable<string> = []): (text: string) => string {
  const given = new Set(Array.from(taken, (name) => name.toLowerCase()));
  return (text) => {
    const name = safeName(text);
    let unique = name;
    for (let number = 2; given.has(unique.toLowerCase()); number++) unique = `${name}-${number}`;
    given.add(unique.toLowerCase());
    return unique;
  };
}
