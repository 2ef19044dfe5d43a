import { CopyPlus } from "lucide-react";
import { nodes } from "@/components/messages/nodes";
import { Button } from "@/components/ui/Button";
import { SourceLink } from "./Citation";
import { type Cited, type NumberedSource, withSources } from "./sources";
import { useCopy } from "./useCopy";

const words = nodes.sources;

/** Where an answer says that it comes from, under it. */
export function SourceList({ text, cited }: { text: string; cited: Cited }) {
  const { copied, copy } = useCopy();
  if (cited.list.length === 0) return null;
  return (
    <section aria-label={words.label} className="text-xs">
      <h4 className="mb-1 font-medium text-ink-3">{words.label}</h4>
      <ol className="nowheel flex max-h-28 flex-col gap-1 overflow-y-auto">
        {cited.list.map((source) => (
          <SourceRow key={source.number} source={source} />
        ))}
      </ol>
      <Button
        size="sm"
        icon={CopyPlus}
        className="nodrag mt-2"
        onClick={() => void copy(withSources(text, cited.list, words.label))}
      >
        {copied ? nodes.copied : words.copy}
      </Button>
    </section>
  );
}

function SourceRow({ source: { number, url, title, host } }: { source: NumberedSource }) {
  return (
    <li className="flex items-baseline gap-1.5">
      <span className="shrink-0 text-ink-3 tabular-nums">{number}</span>
      <span className="min-w-0 truncate text-accent-ink [&_a:hover]:underline">
        {host === undefined ? title : <SourceLink url={url}>{title}</SourceLink>}
      </span>
      {host !== undefined && host !== title && <span className="shrink-0 truncate text-ink-3">{host}</span>}
    </li>
  );
}
