"use client";
import { messages } from "@/components/messages/en";
import { Dialog } from "@/components/ui/Dialog";
import { Kbd } from "@/components/ui/Kbd";
import { shownKeys } from "./chord";
import { type CommandId, commandGroups, commandIds, specOf } from "./commands";
import { useIsMac } from "./platform";

const words = messages.commands;

/** All keys of the page by groups, from the table that binds them, and what the pointer does. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={words.sheet.title} width="lg">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div tabIndex={0} className="gap-x-10 outline-offset-4 sm:columns-2">
        {commandGroups.map((group) => {
          const bound = commandIds.filter((id) => specOf(id).group === group && specOf(id).keys !== undefined);
          if (bound.length === 0) return null;
          return (
            <Section key={group} title={words.groups[group]}>
              {bound.map((id) => (
                <Row key={id} what={words.titles[id]}>
                  <Keys id={id} />
                </Row>
              ))}
            </Section>
          );
        })}
        <Section title={words.sheet.pointer}>
          {words.sheet.gestures.map(({ how, what }) => (
            <Row key={how} what={what}>
              <span className="text-ink">{how}</span>
            </Row>
          ))}
        </Section>
      </div>
    </Dialog>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="mb-5 break-inside-avoid">
      <h3 className="mb-1.5 font-medium text-ink-3 text-xs">{title}</h3>
      <dl className="flex flex-col gap-1.5">{children}</dl>
    </section>
  );
}

function Row({ what, children }: { what: string; children: React.ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="min-w-0 text-ink-2">{what}</dt>
      <dd className="flex shrink-0 flex-wrap justify-end gap-1">{children}</dd>
    </div>
  );
}

function Keys({ id }: { id: CommandId }) {
  const isMac = useIsMac();
  return specOf(id).keys?.map((chord) => <Kbd key={chord}>{shownKeys(chord, isMac)}</Kbd>);
}
