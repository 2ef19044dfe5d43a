import { MAX_SAMPLE } from "./lastArrived";

/** What a try has given, as text. */
export function TriedText({ title, text }: { title: string; text: string }) {
  return (
    <section aria-label={title} className="flex flex-col gap-1.5">
      <p className="font-medium text-ink-2 text-sm">{title}</p>
      <pre className="max-h-60 overflow-auto whitespace-pre-wrap rounded-control border border-line bg-field px-2.5 py-2 font-mono text-xs [overflow-wrap:anywhere]">
        {text.slice(0, MAX_SAMPLE)}
      </pre>
    </section>
  );
}
