"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { useAccessKeys } from "@/components/hooks/useAccessKeys";
import { access } from "@/components/messages/access";
import { Button } from "@/components/ui/Button";
import { Spinner } from "@/components/ui/Spinner";
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
  const isFirst = keys?.length === 0;
  return (
    <section aria-label={words.title}>
      <div className="mb-2.5 flex min-h-8 flex-wrap items-center justify-between gap-3">
        <h3>
          <span className="font-semibold">{words.title}</span> <span className="ml-1 text-ink-2">{words.subtitle}</span>
        </h3>
        <Button
          variant={isFirst ? "primary" : "secondary"}
          icon={Plus}
          disabled={keys === undefined}
          onClick={() => setIsMaking(true)}
        >
          {words.add}
        </Button>
      </div>
      {error !== undefined && keys === undefined && <ErrorNote error={toShownError(error)} />}
      {error === undefined && keys === undefined && <Spinner className="text-ink-3" />}
      {isFirst && <p className="rounded-card border border-line border-dashed px-3.5 py-4 text-ink-2">{words.none}</p>}
      {keys !== undefined && <KeyList keys={keys} />}
      {isMaking && <NewKeyDialog onClose={() => setIsMaking(false)} />}
    </section>
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
