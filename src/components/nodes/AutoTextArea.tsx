import { type ReactNode, useEffect, useRef } from "react";
import { cx } from "@/components/ui/cx";
import { NativeTextArea } from "@/components/ui/NativeTextArea";
import { useMay } from "@/store/person";

export interface AutoTextAreaProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
  placeholder: string;
  /** Draws the text behind the field: the same letters, some of them in colour. */
  decorate?: (text: string) => ReactNode;
  /** Takes the focus when it appears. */
  focused?: boolean;
  /** Letters of one width, of which none is a word. */
  mono?: boolean;
}

/** A field as high as its text, or as its placeholder. The canvas neither drags nor zooms on it. */
export function AutoTextArea({ value, onChange, label, placeholder, decorate, focused, mono }: AutoTextAreaProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const mayEdit = useMay("editor");
  useEffect(() => {
    if (focused) field.current?.focus({ preventScroll: true });
  }, [focused]);
  // Both layers must break lines alike, so that letters lie on each other.
  const text = "whitespace-pre-wrap wrap-anywhere p-0";
  const letters = mono ? "font-mono text-xs" : "text-sm";
  return (
    <div className="text-area nodrag nowheel grid max-h-[340px] min-h-10 cursor-text overflow-y-auto px-3 py-2.5">
      <div className="relative">
        <div aria-hidden className={cx(text, letters, "pointer-events-none select-none")}>
          {value === "" ? <span className="invisible">{placeholder}</span> : (decorate?.(value) ?? value)}
          {/* The last empty line needs something to stand on. */}
          {"​"}
        </div>
        <NativeTextArea
          ref={field}
          value={value}
          aria-label={label}
          placeholder={placeholder}
          readOnly={!mayEdit}
          spellCheck={!mono}
          rows={1}
          onChange={(event) => onChange(event.target.value)}
          className={cx(
            text,
            letters,
            // Contained, so that a letter in it lays out nothing around it.
            "absolute inset-0 size-full resize-none overflow-hidden bg-transparent text-transparent caret-ink outline-none contain-strict focus-visible:outline-none",
          )}
        />
      </div>
    </div>
  );
}
