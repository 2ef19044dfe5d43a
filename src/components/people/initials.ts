const tints = ["source", "model", "step", "output", "note"] as const;

/** The same colour for a person everywhere and always, of those that kinds of nodes have. */
export function tintOf(id: string): (typeof tints)[number] {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return tints[sum % tints.length] ?? tints[0];
}

/** One or two letters: of `mina.park@example.com` M and P. */
export function initialsOf(name: string): string {
  const [local = ""] = name.split("@");
  const parts = (local || name).split(/[^\p{L}\p{N}]+/u).filter((part) => part !== "");
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : [parts[0] ?? name];
  return letters.map((part = "") => [...part][0]?.toLocaleUpperCase() ?? "").join("");
}
