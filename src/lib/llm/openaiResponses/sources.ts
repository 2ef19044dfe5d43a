import { asArray, asNumber, asObject, asText, type JsonObject, present } from "@/lib/llm/narrow";
import { fromCodePoints, type ToUnits } from "@/lib/llm/textOffsets";
import { uniqueSources } from "@/lib/llm/uniqueSources";
import type { Source } from "@/types/llm";
import { isAnswer, readMessage } from "./messageItems";
import { separator } from "./textAssembly";

/**
 * Where an answer comes from, in the order of its text: what it cites, then what its searches name beside. Offsets
 * are given only where `text` is what the items say. `told` are citations that came as events, by item.
 */
export function readSources(items: JsonObject[], told: Map<string, JsonObject[]>, text: string): Source[] {
  const cited: Source[] = [];
  let joined = "";
  for (const item of items.filter(isAnswer)) {
    const message = readMessage(item).text;
    if (message === "") continue;
    if (joined !== "") joined += separator;
    cited.push(...citationsOf(item, told.get(asText(item.id) ?? "") ?? [], joined.length));
    joined += message;
  }
  const placed = joined === text ? cited : cited.map(({ url, title }) => present({ url, title }) as Source);
  const ids = new Set(items.map(({ id }) => id));
  const unplaced = [...told].filter(([id]) => !ids.has(id)).flatMap(([, annotations]) => annotations);
  const loose = unplaced.flatMap((annotation) => toSource(annotation, () => undefined, 0) ?? []);
  return uniqueSources([...placed, ...loose, ...items.flatMap(searchedPages)]);
}

function citationsOf(item: JsonObject, told: JsonObject[], messageStart: number): Source[] {
  let partStart = messageStart;
  return asArray(item.content)
    .map(asObject)
    .flatMap((part, index) => {
      if (part.type !== "output_text") return [];
      const partText = asText(part.text) ?? "";
      const added = told.filter(({ content_index: at }) => (asNumber(at) ?? 0) === index);
      const found = [...asArray(part.annotations).map(asObject), ...added];
      const toUnits = fromCodePoints(partText);
      const sources = found.flatMap((annotation) => toSource(annotation, toUnits, partStart) ?? []);
      partStart += partText.length;
      return sources;
    });
}

/** The upstream counts code points of the part; a source counts UTF-16 units of the whole text. */
function toSource(annotation: JsonObject, toUnits: ToUnits, partStart: number): Source | undefined {
  const url = asText(annotation.url);
  if (annotation.type !== "url_citation" || url === undefined || url === "") return undefined;
  const title = asText(annotation.title) || undefined;
  const start = toUnits(asNumber(annotation.start_index));
  const end = toUnits(asNumber(annotation.end_index));
  if (start === undefined || end === undefined || start >= end) return present({ url, title }) as Source;
  return present({ url, title, start: partStart + start, end: partStart + end }) as Source;
}

/** Pages that a search found or opened. */
function searchedPages(item: JsonObject): Source[] {
  if (item.type !== "web_search_call") return [];
  const action = asObject(item.action);
  const found = asArray(action.sources).map(asObject);
  const opened = action.type === "open_page" ? [action] : [];
  return [...found, ...opened].flatMap(({ url, title }) =>
    typeof url === "string" && url !== "" ? [present({ url, title: asText(title) || undefined }) as Source] : [],
  );
}
