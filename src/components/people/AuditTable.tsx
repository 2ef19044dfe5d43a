import { exactWhenText } from "@/components/accounts";
import { people as messages } from "@/components/messages/people";
import type { AuditEntry } from "@/types/people";

const words = messages.audit;

/** Entries of the audit log; on a narrow screen each is a few lines. */
export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <table className="w-full text-left tabular-nums max-sm:block">
      <thead className="text-ink-3 text-xs max-sm:sr-only">
        <tr className="h-8 border-line border-b">
          {Object.entries(words.columns).map(([name, label]) => (
            <th key={name} scope="col" className="pr-4 font-medium">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function AuditRow({ entry: { at, kind, person, about, address, details } }: { entry: AuditEntry }) {
  const more = Object.entries(details ?? {}).map(([name, value]) => `${name}: ${value}`);
  return (
    <tr className="border-line border-b align-top last:border-0 max-sm:block max-sm:py-2">
      <td className="whitespace-nowrap py-1.5 pr-4 text-ink-2 max-sm:block max-sm:py-0 max-sm:text-xs">
        <time dateTime={at} title={at}>
          {exactWhenText(at)}
        </time>
      </td>
      <td className="py-1.5 pr-4 font-medium max-sm:block max-sm:py-0">{words.kinds[kind]}</td>
      <td className="py-1.5 pr-4 max-sm:block max-sm:py-0">
        {person?.name ?? <span className="text-ink-3">{words.nobody}</span>}
      </td>
      <td className="py-1.5 pr-4 text-ink-2 [overflow-wrap:anywhere] max-sm:block max-sm:py-0">
        {about}
        {more.length > 0 && <span className="block text-ink-3 text-xs">{more.join(", ")}</span>}
      </td>
      <td className="py-1.5 text-ink-3 [overflow-wrap:anywhere] max-sm:block max-sm:py-0 max-sm:text-xs">{address}</td>
    </tr>
  );
}
