"use client";
import { Field as Base } from "@base-ui/react/field";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { cx } from "./cx";
import { NativeTextArea } from "./NativeTextArea";

const controlClass =
  "w-full rounded-control border border-line bg-field px-2.5 text-ink text-sm transition-colors hover:border-line-strong disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-error";

/** Label, one control, hint and error, tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  aside,
  children,
  control = "input",
  className,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Quiet words at the right of the label. */
  aside?: ReactNode;
  children: ReactNode;
  /** `button` for a Select, a SegmentedControl or a Switch, which a native label would press by mistake. */
  control?: "input" | "button";
  className?: string;
}) {
  const native = control === "input";
  return (
    <Base.Root invalid={Boolean(error)} className={cx("flex flex-col gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <Base.Label
          nativeLabel={native}
          render={native ? undefined : <div />}
          className="font-medium text-ink-2 text-sm"
        >
          {label}
        </Base.Label>
        {aside && <span className="text-ink-3 text-xs">{aside}</span>}
      </div>
      {children}
      {error && (
        <Base.Error match className="text-error text-xs" role="alert">
          {error}
        </Base.Error>
      )}
      {hint && <Base.Description className="text-ink-3 text-xs">{hint}</Base.Description>}
    </Base.Root>
  );
}

export function TextInput({ className, mono, ...rest }: ComponentProps<"input"> & { mono?: boolean }) {
  return <Base.Control {...rest} className={cx(controlClass, "h-8", mono && "font-mono", className)} />;
}

/**
 * `TextArea` around a field that reads its value itself (a `NativeTextArea` with the props it is given), so that what
 * is written renders that field alone.
 */
export function TextAreaAround({ area, className }: { area: ReactElement; className?: string }) {
  return <Base.Control className={cx(controlClass, "min-h-16 resize-y py-2", className)} render={area} />;
}

export function TextArea({ className, mono, ...rest }: ComponentProps<typeof NativeTextArea> & { mono?: boolean }) {
  return <TextAreaAround area={<NativeTextArea {...rest} />} className={cx(mono && "font-mono", className)} />;
}
