import { useState } from "react";
import { whenText } from "@/components/accounts";
import { toShownError } from "@/components/ErrorNote";
import { revokeAccessKey } from "@/components/hooks/useAccessKeys";
import { useNames } from "@/components/hooks/usePeople";
import { listText, locale } from "@/components/language/locale";
import { access } from "@/components/messages/access";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { toast } from "@/components/ui/toast";
import { usePerson } from "@/store/person";
import type { AccessKeyView } from "@/types/access";
import { isExpired } from "./isExpired";
import { usePayers } from "./usePayers";

const words = access.keys;

/** One key: what it opens, what may pay for it, since when and until when; never the key itself. */
export function AccessKeyRow({ accessKey }: { accessKey: AccessKeyView }) {
  const { name, scopes, lastFour } = accessKey;
  const facts = useFacts(accessKey);
  const pays = usePaysText(accessKey);
  const hasEnded = isExpired(accessKey);
  return (
    <li
      aria-label={name}
      className="flex flex-wrap items-center gap-x-3.5 gap-y-2 rounded-card border border-line bg-card px-3.5 py-3"
    >
      <div className="min-w-0 flex-1 basis-56">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-semibold [overflow-wrap:anywhere]">{name}</span>
          <code className="font-mono text-ink-3 text-xs">{words.lastFour(lastFour)}</code>
          {hasEnded && <Badge tone="waiting">{words.expired}</Badge>}
        </div>
        <p className="mt-0.5 text-ink-2">{words.opens(listText(scopes.map((scope) => access.scopes[scope])))}</p>
        <p className="mt-0.5 text-ink-2 [overflow-wrap:anywhere]">{pays}</p>
        <p className="mt-0.5 text-ink-3 text-xs">{facts.join(" · ")}</p>
      </div>
      {hasEnded ? <RemoveButton accessKey={accessKey} /> : <RevokeButton accessKey={accessKey} />}
    </li>
  );
}

/** What others have made and connected is not known here by name. */
function useIsOthers({ person }: AccessKeyView): boolean {
  const me = usePerson();
  return me !== undefined && person !== me.id;
}

function useFacts(key: AccessKeyView): string[] {
  const { person, createdAt, expiresAt, lastUsedAt } = key;
  const nameOf = useNames();
  const isOthers = useIsOthers(key);
  const made = dayText(createdAt);
  return [
    isOthers && person !== undefined && nameOf !== undefined ? words.madeBy(made, nameOf(person)) : words.made(made),
    lastUsedAt === undefined ? words.neverUsed : words.used(whenText(lastUsedAt)),
    endText(expiresAt, isExpired(key)),
  ];
}

function endText(expiresAt: string | undefined, isOver: boolean): string {
  if (expiresAt === undefined) return words.neverExpires;
  return isOver ? words.expiredOn(dayText(expiresAt)) : words.expires(dayText(expiresAt));
}

/** `29 Nov 2026`, in the language of the page: keys outlive a year. */
function dayText(iso: string): string {
  return new Date(iso).toLocaleDateString(locale(), { dateStyle: "medium" });
}

function usePaysText(key: AccessKeyView): string {
  const payers = usePayers();
  const isOthers = useIsOthers(key);
  const { accounts } = key;
  if (accounts === undefined) return isOthers ? words.paysAllTheirs : words.paysAll;
  if (isOthers || payers === undefined) return words.paysSome(accounts.length);
  return words.pays(
    listText(accounts.map((id) => payers.find((payer) => payer.id === id)?.name ?? words.unknownPayer)),
  );
}

async function revoke({ id, name }: AccessKeyView): Promise<void> {
  try {
    await revokeAccessKey(id);
    toast(words.isRevoked(name));
  } catch (failure) {
    toast.error(toShownError(failure).message);
  }
}

function RevokeButton({ accessKey }: { accessKey: AccessKeyView }) {
  const [isAsking, setIsAsking] = useState(false);
  const { name } = accessKey;
  return (
    <>
      <Button variant="ghost" aria-label={words.revokeNamed(name)} onClick={() => setIsAsking(true)}>
        {words.revoke}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={words.revokeTitle(name)}
        confirmLabel={words.revoke}
        onConfirm={() => revoke(accessKey)}
      >
        {words.revokeText}
      </ConfirmDialog>
    </>
  );
}

/** Of a key that opens nothing any more: there is nothing to ask about. */
function RemoveButton({ accessKey }: { accessKey: AccessKeyView }) {
  return (
    <Button variant="ghost" aria-label={words.removeNamed(accessKey.name)} onClick={() => void revoke(accessKey)}>
      {words.remove}
    </Button>
  );
}
