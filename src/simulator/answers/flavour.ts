/** The kinds of answer the simulator can write. */
export type Flavour = "greeting" | "list" | "critique" | "rewrite" | "summary" | "title" | "line" | "poem" | "prose";

const signs: [Flavour, RegExp][] = [
  [
    "critique",
    /\b(critiqu\w*|criticis\w*|criticiz\w*|review|feedback|weakness\w*|find (the )?(faults|flaws|problems))\b/i,
  ],
  ["rewrite", /\b(rewrite|rephrase|reword|polish|revise|improve|proofread|edit)\b/i],
  ["summary", /\b(summar\w+|tl;?dr|shorten|condense|key points|gist)\b/i],
  ["poem", /\b(poem|haiku|verse|limerick|song)\b/i],
  ["title", /\b(a title|one title|headline|slogan|tagline|name for)\b/i],
  ["line", /\b(one|a single) (line|sentence)\b/i],
  ["list", /\b(list|bullets?|ideas|steps|titles|names|options|reasons|examples|suggestions|questions)\b/i],
  ["greeting", /^\W*(hi|hello|hey|good (morning|evening)|ping)\W*$/i],
];

/** What a prompt asks for, told by the first sign in its opening words, else anywhere. */
export function flavourOf(prompt: string): Flavour {
  const opening = prompt.slice(0, 160);
  for (const text of [opening, prompt]) {
    const found = signs.find(([, sign]) => sign.test(text));
    if (found !== undefined) return found[0];
  }
  return "prose";
}

const numbers: Record<string, number> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};

/** How many items a prompt wants: its first small number, else five. */
export function itemCountOf(prompt: string): number {
  const [, found] = /\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve)\b/i.exec(prompt) ?? [];
  const wanted = found === undefined ? 5 : (numbers[found.toLowerCase()] ?? Number(found));
  return Math.min(Math.max(wanted, 1), 30);
}
