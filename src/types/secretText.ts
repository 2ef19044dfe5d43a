/** Keys and tokens as people paste them. A secret goes into a header, so it is one word of plain ASCII. */

/** Soft hyphens, zero-width characters, marks of direction and of byte order: nobody sees them, and no secret has them. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/** Without what cannot be seen, inside and around it. */
export function cleanSecret(text: string): string {
  return text.replace(invisible, "").trim();
}

/** What people paste in the place of a secret, in words that follow "it"; the first that fits is told. */
const mistakes: readonly (readonly [RegExp, string])[] = [
  [/^[{[]/, "is a JSON text; take the key out of it"],
  [/^https?:\/\//i, "is an address"],
  [
    /^(?:export\s+|set\s+|\$env:)?\w*(?:key|token|secret)\w*\s*=(?![=\s]*$)/i,
    "begins with the name of a variable; leave that away",
  ],
  [/^["'`“”„‘’«»]|["'`“”„‘’«»]$/, "stands in quotes; leave them away"],
  [/^(?:[\w-]+:\s|(?:bearer|basic|token)\s)/i, "begins with a part of a header, such as “Bearer”; leave that away"],
  [/[•●∙⋅·∗＊✱*]{3,}|[•●]|x{8,}/i, "is masked; copy the whole one where it was made"],
  [/…|\.{3}/, "is shortened; copy the whole one where it was made"],
  [/^<.*>$|^\$\{?\w+\}?$|^\{\{.*\}\}$/, "is a placeholder; put the real one in its place"],
  [/[\r\n\v\f\u0085\u2028\u2029]/, "is broken over several lines; put it together"],
  [/\s/, "has a space in it"],
  [/[‐-―−]/, "has a dash that a text program put in the place of “-”; copy it from where it was made"],
  [/[\uff01-\uff5e]/, "is written in full-width letters; copy it from where it was made"],
  [/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/u, "has a control character in it; copy it from where it was made"],
];

/**
 * Why this cannot be a key or a token, in words that follow "it"; undefined when a header takes it. The text itself is
 * never part of the words, but for one character that no secret has.
 */
export function secretFault(text: string): string | undefined {
  const mistake = mistakes.find(([shape]) => shape.test(text));
  if (mistake !== undefined) return mistake[1];
  const foreign = /[^\x21-\x7e]/u.exec(text)?.[0];
  return foreign === undefined ? undefined : `has “${foreign}” in it, which no key has; copy only the key itself`;
}

/** For what is sent in a header beside a secret: the id of an organization, a program's name. */
export function isHeaderText(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
