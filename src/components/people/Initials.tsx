import { cx } from "@/components/ui/cx";
import { initialsOf, tintOf } from "./initials";

/** A person as a small disc; whoever shows it says the name in words. */
export function Initials({ person, isSmall = false }: { person: { id: string; name: string }; isSmall?: boolean }) {
  return (
    <span
      aria-hidden
      style={{ "--tint": `var(--color-kind-${tintOf(person.id)})` } as React.CSSProperties}
      className={cx(
        "flex shrink-0 select-none items-center justify-center rounded-full border border-(--tint) bg-card font-semibold text-ink text-xs",
        isSmall ? "size-6" : "size-7",
      )}
    >
      {initialsOf(person.name)}
    </span>
  );
}
