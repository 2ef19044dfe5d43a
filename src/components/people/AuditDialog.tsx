import { Download } from "lucide-react";
import { useState } from "react";
import useSWRInfinite from "swr/infinite";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { usePeople } from "@/components/hooks/usePeople";
import { numberText } from "@/components/language/locale";
import { people as messages } from "@/components/messages/people";
import { Button, buttonClass } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Select } from "@/components/ui/Select";
import { Spinner } from "@/components/ui/Spinner";
import { newId } from "@/store/ids";
import { AUDIT_EXPORT_PATH, readAudit } from "@/store/people";
import { type AuditEntry, type AuditKind, auditKinds } from "@/types/people";
import { AuditTable } from "./AuditTable";

const words = messages.audit;
const ALL = "";

/** Entries that are asked for at once. */
const PAGE_SIZE = 50;

/** What was done that somebody may have to answer for: newest first, for admins. */
export function AuditDialog({ onClose }: { onClose: () => void }) {
  const { people = [] } = usePeople();
  const [kind, setKind] = useState<AuditKind | typeof ALL>(ALL);
  const [person, setPerson] = useState(ALL);
  const { entries, error, isLoading, more } = useAuditPages({ kind: kind || undefined, person: person || undefined });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title}
      description={words.text}
      width="xl"
      header={
        <div className="flex flex-wrap items-center gap-2 px-5 pt-4 sm:px-6">
          <Select
            aria-label={words.kind}
            className="w-48!"
            value={kind}
            onChange={setKind}
            options={[
              { value: ALL, label: words.anyKind },
              ...auditKinds.map((one) => ({ value: one, label: words.kinds[one] })),
            ]}
          />
          <Select
            aria-label={words.person}
            className="w-48!"
            value={person}
            onChange={setPerson}
            options={[
              { value: ALL, label: words.anyPerson },
              ...people.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <a href={AUDIT_EXPORT_PATH} download className={buttonClass()}>
            <Download size={15} strokeWidth={1.75} aria-hidden /> {words.download}
          </a>
        </div>
      }
    >
      <div className="min-h-60">
        {error !== undefined && <ErrorNote error={toShownError(error)} />}
        {entries.length > 0 && <AuditTable entries={entries} />}
        {entries.length === 0 && !isLoading && error === undefined && <p className="text-ink-2">{words.empty}</p>}
        {isLoading && <Spinner className="mt-3 text-ink-3" />}
        {entries.length > 0 && (
          <p className="mt-3 flex items-center gap-3 text-ink-3 text-xs">
            <span role="status">{words.loaded(numberText(entries.length))}</span>
            {more && (
              <Button size="sm" onClick={more} busy={isLoading}>
                {words.more}
              </Button>
            )}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** Pages of the log, each asked for from where the one before ended. */
function useAuditPages(filter: { kind?: AuditKind; person?: string }) {
  // Each opening reads anew, and its pages hold together while others go on noting.
  const [opening] = useState(() => newId("opening"));
  const { data, error, isLoading, isValidating, size, setSize } = useSWRInfinite(
    (_index, before: Awaited<ReturnType<typeof readAudit>> | null) =>
      before !== null && before.next === undefined ? null : [opening, filter.kind, filter.person, before?.next],
    ([, kind, person, before]) => readAudit({ kind, person, before, limit: PAGE_SIZE }),
    { revalidateFirstPage: false, revalidateOnFocus: false },
  );
  const entries: AuditEntry[] = data?.flatMap((page) => page.entries) ?? [];
  const hasMore = data?.at(-1)?.next !== undefined;
  return {
    entries,
    error,
    isLoading: isLoading || (isValidating && data?.[size - 1] === undefined),
    more: hasMore ? () => void setSize(size + 1) : undefined,
  };
}
