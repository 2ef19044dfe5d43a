import { Eye } from "lucide-react";
import { roles } from "./messages/roles";

/** Stands where the tools for editing would, for who may only run. */
export function ReadOnlyNote() {
  return (
    <p
      role="note"
      className="pointer-events-auto flex items-center gap-2 rounded-card border border-line bg-panel px-3.5 py-2.5 text-ink-2 shadow-float"
    >
      <Eye size={16} strokeWidth={1.75} aria-hidden className="shrink-0" /> {roles.readOnly}
    </p>
  );
}
