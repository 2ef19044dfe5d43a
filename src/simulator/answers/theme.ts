import { withoutScenarios } from "@/simulator/scenarios/scenario";

const commonWords = new Set(
  `a about above answer article brief briefly capital child clear description english essay explain following
  french german german's give language note paragraphs podcast product short simple slogan slogans spanish story
  summarized tagline text version works after all also an and any are as at be been before best better between both but by can could critique
  describe do does down each every few first five following for from four get give given good had has have her here his
  how i idea ideas if image in into is it its json just keep like line list long make many may me more most much must my
  name names need new no not of off on one only or other our out over paragraph people please points poem quick review
  rewrite same say see sentence sentences she short should show simple so some step steps such summarise summarize
  summary tell ten text than that the their them then there these they this those three through to too translate two up
  us use using very was we what when where which while who why will with words would write you your`.split(/\s+/),
);

/** Ways of naming a subject, the surest first; each captures up to the next stop or clause. */
const subjectPatterns = ["about|describing|called|titled", "for (?:a|an|the|my|our)", "on|of", "for"].map(
  (words) =>
    new RegExp(`\\b(?:${words})\\s+([^.\\n,;:!?()]{3,80}?)(?=[.\\n,;:!?()]|\\s(?:that|which|who|for|to|in)\\s|$)`, "i"),
);

/** What a prompt is about, in a few of its own words; "this" when it says too little. */
export function themeOf(prompt: string): string {
  const text = withoutScenarios(prompt).replace(/[`*_#>"“”]/g, "");
  const [opening = ""] = text.split("\n");
  for (const pattern of subjectPatterns) {
    const subject = shortened(pattern.exec(opening)?.[1] ?? "");
    if (keywordsOf(subject).length > 0) return subject;
  }
  return keywordsOf(text).slice(0, 2).join(" and ") || "this";
}

/** At most eight words, without the small ones that would be left hanging at the end. */
function shortened(phrase: string): string {
  const words = phrase.trim().split(/\s+/).slice(0, 8);
  while (words.length > 1 && commonWords.has((words.at(-1) ?? "").toLowerCase())) words.pop();
  return words.join(" ");
}

/** The words that carry a text, the most frequent and longest first. */
export function keywordsOf(text: string): string[] {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/\p{L}[\p{L}\p{N}'-]{2,}/gu)) {
    if (!commonWords.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const weight = ([word, times]: [string, number]) => times * 4 + Math.min(word.length, 10);
  return [...counts].sort((a, b) => weight(b) - weight(a)).map(([word]) => word);
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
