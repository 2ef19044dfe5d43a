"use client";
import { Users } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Shared } from "@/components/hooks/changeSharing";
import { sharing as words } from "@/components/messages/sharing";
import { Button } from "@/components/ui/Button";
import { useMay, usePerson } from "@/store/person";
import { type Sharing, sharedWithAll } from "@/types/sharing";

const SharingDialog = lazy(() => import("./SharingDialog").then((module) => ({ default: module.SharingDialog })));

/** Who may use a key or a server, for admins, where people have names. */
export function SharingButton({
  what,
  name,
  sharing = sharedWithAll,
}: {
  what: Shared;
  name: string;
  sharing?: Sharing;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const isAdmin = useMay("admin");
  const hasNames = usePerson() !== undefined;
  if (!isAdmin || !hasNames) return null;
  const how = toWords(sharing);
  return (
    <>
      <Button variant="ghost" icon={Users} aria-label={words.open(name, how)} onClick={() => setIsOpen(true)}>
        {how}
      </Button>
      {isOpen && (
        <Suspense>
          <SharingDialog what={what} name={name} sharing={sharing} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function toWords({ sharedWith, share }: Sharing): string {
  const who = Array.isArray(sharedWith) ? words.with(sharedWith.length) : words[sharedWith];
  return share === null ? who : `${who} · ${words.perDay(share.callsPerDay)}`;
}
