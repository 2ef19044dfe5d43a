/** Lets so many different names through, and calls all others by one: a series for each would have no end. */
export function boundedNames(max: number, others = "other"): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (!known.has(name) && known.size >= max) return others;
    known.add(name);
    return name;
  };
}
