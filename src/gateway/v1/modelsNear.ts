/** Names that look like one, the likest first; those that have little in common with it are left out. */
export function namesNear(name: string, names: readonly string[], max = 5): string[] {
  const wanted = pairsOf(name);
  return names
    .map((one) => ({ one, likeness: likeness(wanted, pairsOf(one)) }))
    .filter(({ likeness }) => likeness >= 0.4)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, max)
    .map(({ one }) => one);
}

/** Of the model itself: providers and servers in front of it are often left out, or others. */
function pairsOf(name: string): Set<string> {
  const letters = `^${name.slice(name.lastIndexOf("/") + 1).toLowerCase()}$`;
  return new Set(Array.from(letters.slice(1), (letter, index) => `${letters[index]}${letter}`));
}

/** Sørensen–Dice, 0 to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = Array.from(a).filter((pair) => b.has(pair)).length;
  return (2 * common) / (a.size + b.size);
}
