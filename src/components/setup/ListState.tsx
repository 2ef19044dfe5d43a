import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { Spinner } from "@/components/ui/Spinner";

interface ListStateProps {
  /** Undefined until it is there. */
  list: readonly unknown[] | undefined;
  error: unknown;
  /** What stands there instead of an empty list. */
  none: string;
}

/** What there is to say about a list that shows nothing: that it cannot be had, is on its way, or is empty. */
export function ListState({ list, error, none }: ListStateProps) {
  if (list === undefined) {
    return error === undefined ? <Spinner className="text-ink-3" /> : <ErrorNote error={toShownError(error)} />;
  }
  if (list.length > 0) return null;
  return <p className="rounded-card border border-line border-dashed px-3.5 py-4 text-ink-2">{none}</p>;
}
