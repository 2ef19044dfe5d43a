import type { ReactNode } from "react";

interface SetupSectionProps {
  title: string;
  subtitle: string;
  /** What adds to it, at the right of its head. */
  action: ReactNode;
  children: ReactNode;
}

/** One part of the setup under its head. */
export function SetupSection({ title, subtitle, action, children }: SetupSectionProps) {
  return (
    <section aria-label={title}>
      <div className="mb-2.5 flex min-h-8 flex-wrap items-center justify-between gap-3">
        <h3>
          <span className="font-semibold">{title}</span> <span className="ml-1 text-ink-2">{subtitle}</span>
        </h3>
        {action}
      </div>
      {children}
    </section>
  );
}
