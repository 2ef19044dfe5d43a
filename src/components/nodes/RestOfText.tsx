import { BookOpen } from "lucide-react";
import { reader as words } from "@/components/messages/reader";
import { Button } from "@/components/ui/Button";
import { openReader } from "./readerUi";

/** In characters: of a longer text only the beginning is laid out, the reader has all of it. */
const LONG = 20_000;

/** As much of a text as nodes and the panel show. */
export function shownOf(text: string): string {
  return text.length > LONG ? beginningOf(text, LONG) : text;
}

/** Leads from the beginning of a text to all of it, if somebody can be led there. */
export function RestOfText({ nodeId }: { nodeId: string | undefined }) {
  if (nodeId === undefined) return <p className="mt-2 text-ink-3 text-xs">{words.goesOn}</p>;
  return (
    <Button size="sm" icon={BookOpen} className="nodrag mt-2" onClick={() => openReader(nodeId)}>
      {words.readAll}
    </Button>
  );
}

/** Whole blocks, or lines, or at least words, as far as they fit. */
export function beginningOf(text: string, length: number): string {
  const least = length / 2;
  const cut = ["\n\n", "\n", " "].map((end) => text.lastIndexOf(end, length)).find((at) => at >= least) ?? length;
  return text.slice(0, cut);
}
