import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type Tone = "neutral" | "accent" | "ok" | "error" | "waiting";

const tones: Record<Tone, string> = {
  neutral: "border-line bg-field text-ink-2",
  accent: "border-transparent bg-accent-soft text-accent-ink",
  ok: "border-transparent bg-ok-soft text-ok",
  error: "border-transparent bg-error-soft text-error",
  waiting: "border-transparent bg-waiting-soft text-waiting",
};

/** A state in words; colour only repeats what the words say. */
export function Badge({
  tone = "neutral",
  icon: Icon,
  children,
}: {
  tone?: Tone;
  icon?: LucideIcon;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 font-medium text-xs",
        tones[tone],
      )}
    >
      {Icon && <Icon size={12} strokeWidth={2} aria-hidden />}
      {children}
    </span>
  );
}
