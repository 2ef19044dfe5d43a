import type { ReactNode } from "react";
import { splitAtPlaces } from "@/lib/nodes/places";

/** A prompt's text with its `{{places}}` marked. */
export function markPlaceholders(text: string): ReactNode {
  // By their order, not by where they stand: a letter before them must not make them anew.
  let key = 0;
  return splitAtPlaces(text).map((part) => {
    key += 1;
    if (!part.isPlace) return <span key={key}>{part.text}</span>;
    return (
      <span
        key={key}
        className="rounded-[5px] bg-accent-soft text-accent-ink shadow-[0_0_0_2px_var(--color-accent-soft)]"
      >
        {part.text}
      </span>
    );
  });
}
