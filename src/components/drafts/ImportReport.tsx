import { drafts as words } from "@/components/messages/drafts";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import type { ImportNote } from "@/lib/importers/nodeBanana/notes";

/** What of a workflow of another program was not carried over as it was. */
export function ImportReport({ notes, onClose }: { notes: ImportNote[]; onClose: () => void }) {
  const lines = [...new Set(notes.map(toLine))];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.report.title}
      description={words.report.intro}
      footer={
        <div className="flex justify-end">
          <Button variant="primary" onClick={onClose}>
            {words.report.close}
          </Button>
        </div>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul tabIndex={0} className="flex list-disc flex-col gap-1.5 pl-5">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Dialog>
  );
}

function toLine(note: ImportNote): string {
  switch (note.code) {
    case "kind":
      return words.report.kind(note.node, note.type);
    case "wire":
      return words.report.wire(note.from, note.to);
    case "joined":
      return words.report.joined(note.node);
    case "pattern":
      return words.report.pattern(note.node, note.pattern);
    case "picture":
      return words.report.picture(note.node, note.file);
    case "provider":
      return words.report.provider(note.node, note.provider);
  }
}
