"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useAccessKeys } from "@/components/hooks/useAccessKeys";
import { access } from "@/components/messages/access";
import { ListState } from "@/components/setup/ListState";
import { SetupSection } from "@/components/setup/SetupSection";
import { Button } from "@/components/ui/Button";
import type { AccessKeyView } from "@/types/access";
import { AccessKeyRow } from "./AccessKeyRow";
import { DoorList } from "./DoorList";
import { isExpired } from "./isExpired";
import { NewKeyDialog } from "./NewKeyDialog";

const words = access.keys;

/** Where other programs find this Patchbay, and the keys that let them in. */
export function AccessTab() {
  return (
    <div className="flex flex-col gap-6">
      <DoorList />
      <KeysSection />
    </div>
  );
}

function KeysSection() {
  const { keys, error } = useAccessKeys();
  const [isMaking, setIsMaking] = useState(false);
  return (
    <SetupSection
      title={words.title}
      subtitle={words.subtitle}
      action={
        <Button
          variant={keys?.length === 0 ? "primary" : "secondary"}
          icon={Plus}
          disabled={keys === undefined}
          onClick={() => setIsMaking(true)}
        >
          {words.add}
        </Button>
      }
    >
      <ListState list={keys} error={error} none={words.none} />
      {keys !== undefined && <KeyList keys={keys} />}
      {isMaking && <NewKeyDialog onClose={() => setIsMaking(false)} />}
    </SetupSection>
  );
}

/** Those that open something first; the others are folded. */
function KeyList({ keys }: { keys: readonly AccessKeyView[] }) {
  const open = keys.filter((key) => !isExpired(key));
  const ended = keys.filter((key) => isExpired(key));
  return (
    <>
      <Rows keys={open} />
      {ended.length > 0 && (
        <details className="mt-3">
          <summary className="w-fit cursor-pointer rounded-control py-1 text-ink-2 hover:text-ink">
            {words.ended(ended.length)}
          </summary>
          <div className="mt-2">
            <Rows keys={ended} />
          </div>
        </details>
      )}
    </>
  );
}

function Rows({ keys }: { keys: readonly AccessKeyView[] }) {
  return (
    <ul className="flex flex-col gap-2.5">
      {keys.map((key) => (
        <AccessKeyRow key={key.id} accessKey={key} />
      ))}
    </ul>
  );
}
