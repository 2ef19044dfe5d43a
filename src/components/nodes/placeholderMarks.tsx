import type { ReactNode } from "react";
import { placeholdersOf } from "@/lib/nodes/placeholders";

const candidates = /(\{\{[^{}]*\}\})/;
const rowOfFields = /^\{\{\s*data\s*\}\}$/;

/** A prompt's text with its `{{places}}` marked. */
export function markPlaceholders(text: string): ReactNode {
  const parts = text.split(candidates);
  let offset = 0;
  return parts.map((part) => {
    const key = offset;
    offset += part.length;
    const isPlace = candidates.test(part) && (placeholdersOf(part).length === 1 || rowOfFields.test(part));
    if (!isPlace) return <span key={key}>{part}</span>;
    return (
      <span
        key={key}
        className="rounded-[5px] bg-accent-soft text-accent-ink shadow-[0_0_0_2px_var(--color-accent-soft)]"
      >
        {part}
      </span>
    );
  });
}
