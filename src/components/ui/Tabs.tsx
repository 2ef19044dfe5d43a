"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cx } from "./cx";

/** Holds the choice; put one `TabList` and a `TabPanel` per tab anywhere inside. */
export function Tabs<T extends string>({
  value,
  onChange,
  children,
  className,
}: {
  value: T;
  onChange: (value: T) => void;
  children: ReactNode;
  className?: string;
}) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(next as T)} className={className}>
      {children}
    </Base.Root>
  );
}

export function TabList<T extends string>({
  tabs,
  label,
  className,
}: {
  tabs: readonly { value: T; label: string; count?: number }[];
  label: string;
  className?: string;
}) {
  return (
    <Base.List
      aria-label={label}
      className={cx(
        // Too many for a narrow window are scrolled to.
        "relative flex min-h-[41px] gap-5 overflow-x-auto overflow-y-hidden border-line border-b pb-px [scrollbar-width:none]",
        className,
      )}
    >
      {tabs.map((tab) => (
        <Base.Tab
          key={tab.value}
          value={tab.value}
          className="-mb-px h-10 shrink-0 whitespace-nowrap border-transparent border-b-2 font-medium text-ink-2 text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 data-active:border-accent data-active:text-ink"
        >
          {tab.label}
          {tab.count !== undefined && tab.count > 0 && <span className="ml-1.5 text-ink-3">{tab.count}</span>}
        </Base.Tab>
      ))}
    </Base.List>
  );
}

export function TabPanel<T extends string>({
  value,
  children,
  className,
}: {
  value: T;
  children: ReactNode;
  className?: string;
}) {
  return (
    <Base.Panel value={value} className={cx("outline-offset-4", className)}>
      {children}
    </Base.Panel>
  );
}
