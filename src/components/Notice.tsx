import type { ReactNode } from "react";
import { Logo } from "./Logo";

/** A whole page with one thing to say: a sign-in that returned, a wrong address, a fault. */
export function Notice({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <main className="flex min-h-full flex-col items-center justify-center px-6 py-10 text-center">
      <Logo size={44} />
      <h1 className="mt-6 font-semibold text-xl tracking-tight">{title}</h1>
      <div className="mt-2.5 max-w-[440px] text-base text-ink-2">{children}</div>
      {actions && <div className="mt-6 flex flex-wrap justify-center gap-2.5">{actions}</div>}
    </main>
  );
}
