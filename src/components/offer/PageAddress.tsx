import { ExternalLink } from "lucide-react";
import { offer as words } from "@/components/messages/offer";
import { CopyTextButton } from "@/components/nodes/CopyTextButton";
import { buttonClass } from "@/components/ui/Button";
import { runPagePath } from "@/types/runPagePath";

/** Where the page of a workflow is. */
export function PageAddress({ workflow, isSaved }: { workflow: string; isSaved: boolean }) {
  const path = runPagePath(workflow);
  return (
    <section aria-label={words.page} className="flex flex-col gap-1.5">
      <h3 className="font-medium text-ink-2 text-sm">{words.page}</h3>
      {isSaved ? (
        <div className="flex flex-wrap items-center gap-2">
          <CopiedText text={window.location.origin + path} />
          <a href={path} target="_blank" rel="noreferrer" className={buttonClass()}>
            <ExternalLink size={15} strokeWidth={1.75} aria-hidden /> {words.open}
          </a>
        </div>
      ) : (
        <p className="text-ink-2">{words.unsaved}</p>
      )}
      <p className="text-ink-3 text-xs">{words.pageHint}</p>
    </section>
  );
}

/** An address, and the button that copies it. */
export function CopiedText({ text }: { text: string }) {
  return (
    <>
      <code className="min-w-0 flex-1 basis-60 truncate rounded-control border border-line bg-field px-2.5 py-1.5 font-mono text-xs">
        {text}
      </code>
      <CopyTextButton text={text} label={words.copy} copiedLabel={words.copied} />
    </>
  );
}
