import type { Scenario } from "@/simulator/scenarios/scenario";
import type { Ask, Citation, SearchMade } from "./ask";
import { capitalized } from "./theme";

const usualSources = 2;
/** What a model would look up rather than know. */
const currentMatters = /\b(news|latest|today|yesterday|this week|right now|look up|search( the web)? for)\b/i;
const places: [string, string][] = [
  ["https://news.example.com", "The Example Times"],
  ["https://www.example.org/articles", "Example Journal"],
  ["https://blog.example.net", "Notes from Example"],
  ["https://data.example.com/reports", "Example Statistics"],
];

/** The search made for this request; undefined: none was needed, or none can be made. */
export function searchFor(ask: Ask, prompt: string, theme: string, scenarios: readonly Scenario[]) {
  const asked = (word: Scenario["word"]) => scenarios.find((scenario) => scenario.word === word);
  if (ask.canSearch !== true || ask.choice === "none" || asked("no-search") !== undefined) return undefined;
  const mustCall = ask.choice === "web_search" || (ask.choice === "required" && (ask.tools ?? []).length === 0);
  const search = asked("search");
  if (search === undefined && !mustCall && !currentMatters.test(prompt)) return undefined;
  return { query: theme, sources: pagesOn(theme, search?.amount) } satisfies SearchMade;
}

/** Pages that a search finds; at most four. */
export function pagesOn(theme: string, wanted = usualSources): SearchMade["sources"] {
  const slug = encodeURIComponent(theme.toLowerCase().replace(/\W+/g, "-"));
  return places.slice(0, Math.max(wanted, 1)).map(([base, name]) => ({
    url: `${base}/${slug}`,
    title: `${capitalized(theme)} | ${name}`,
  }));
}

/**
 * A text that ends with what the pages say, each cited by a link in brackets as the real backend does it. Offsets
 * count code points: the mark at the beginning is two UTF-16 units long, so a client that does not know shows it.
 */
export function citeSources(text: string, { sources }: SearchMade): { text: string; citations: Citation[] } {
  let cited = `📰 ${text}`;
  const citations = sources.map(({ url, title }, index) => {
    cited += index === 0 ? "\n\nWhat the web says: " : " ";
    cited += `Page ${index + 1} agrees `;
    const start = [...cited].length;
    cited += `([${new URL(url).hostname}](${url}))`;
    const end = [...cited].length;
    cited += ".";
    return { start, end, url, title };
  });
  return { text: cited, citations };
}
