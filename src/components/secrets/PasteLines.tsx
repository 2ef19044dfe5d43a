import { CopyTextButton, type CopyTextButtonProps } from "@/components/nodes/CopyTextButton";
import { Field } from "@/components/ui/Field";
import { type Segment, SegmentedControl } from "@/components/ui/SegmentedControl";

interface PasteLinesProps<T extends string> {
  label: string;
  way: T;
  ways: readonly Segment<T>[];
  onWay: (way: T) => void;
  /** Of the chosen way. */
  lines: string;
  copy: Omit<CopyTextButtonProps, "text">;
  /** Below the lines. */
  hint?: string | undefined;
}

/** Lines with a secret in them, one sort of several, to be pasted elsewhere. */
export function PasteLines<T extends string>({ label, way, ways, onWay, lines, copy, hint }: PasteLinesProps<T>) {
  return (
    <section aria-label={label} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <Field label={label} control="button" className="min-w-0">
          <SegmentedControl value={way} onChange={onWay} className="w-fit" segments={ways} />
        </Field>
        <CopyTextButton {...copy} text={lines} />
      </div>
      <pre className="whitespace-pre-wrap rounded-control border border-line bg-field px-3 py-2.5 font-mono text-xs leading-relaxed [overflow-wrap:anywhere]">
        {lines}
      </pre>
      {hint !== undefined && <p className="text-ink-3 text-xs">{hint}</p>}
    </section>
  );
}
