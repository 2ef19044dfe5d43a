import { withoutScenarios } from "@/simulator/scenarios/scenario";

const commonWords = new Set(
  `a about above after all also an and any are as at be been before best better between both but by can could critique
  describe do does down each every few first five following for from four get give given good had has have her here his
  how i idea ideas if image in into is it its json just keep like line list long make many may me more most much must my
  name names need new no not of off on one only or other our out over paragraph people please points poem quick review
  rewrite same say see sentence sentences she short should show simple so some step steps such summarise summarize
  summary tell ten text than that the their them then there these they this those three through to too translate two up
  us use using very was we what when where which while who why will with words would write you your`.split(/\s+/),
);

/** What a prompt is about, in a few of its own words; "this" when it says too little. */
export function themeOf(prompt: string): string {
  const text = withoutScenarios(prompt).replace(/[`*_#>"“”]/g, "");
  const [, subject] = /\b(?:about|describing|called|titled)\s+([^.\n,;:!?()]{3,60})/i.exec(text) ?? [];
  if (subject !== undefined) return subject.trim().split(/\s+/).slice(0, 8).join(" ");
  const keywords = keywordsOf(text);
  return keywords.length === 0 ? "this" : keywords.slice(0, 3).join(", ");
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
