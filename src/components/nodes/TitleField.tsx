import { useEffect, useRef, useState } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";

interface Props {
  title: string;
  label: string;
  placeholder?: string;
  className: string;
  onSave: (title: string) => void;
}

/** A name on the canvas as a field, at its place; kept when it is left, Escape leaves it as it was. */
export function TitleField({ title, label, placeholder, className, onSave }: Props) {
  const [text, setText] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const end = (save: boolean) => {
    useCanvasUi.setState({ renaming: null });
    if (save && text !== title) onSave(text);
  };
  return (
    <input
      ref={field}
      value={text}
      maxLength={200}
      placeholder={placeholder}
      aria-label={label}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        // Enter that takes a word of an input method is no end.
        if (event.nativeEvent.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
        const shell = event.currentTarget.closest<HTMLElement>(".react-flow__node, [data-outline-row]");
        end(event.key === "Enter");
        // A line of the outline is a button, which is there again now.
        const line = () => shell?.querySelector<HTMLElement>("[data-row-button]");
        requestAnimationFrame(() => (line() ?? shell)?.focus({ preventScroll: true }));
      }}
      className={className}
    />
  );
}
