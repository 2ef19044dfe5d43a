"use client";
import { ClipboardPaste } from "lucide-react";
import { useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { useSubmit } from "@/components/hooks/useSubmit";
import { connect } from "@/components/messages/connect";
import { Button } from "@/components/ui/Button";
import { TextInput } from "@/components/ui/Field";
import { WayCard } from "./WayCard";

const words = connect.paste;

/** For browsers that cannot reach the listener: the address of the page that did not load brings the code. */
export function PasteCard({ onFinish, isLikely }: { onFinish: (url: string) => Promise<void>; isLikely: boolean }) {
  const [address, setAddress] = useState("");
  const { submit, isBusy, error } = useSubmit(() => onFinish(address));
  return (
    <WayCard icon={ClipboardPaste} title={words.title} isLikely={isLikely}>
      <p className="mt-1.5 text-ink-2">{words.text}</p>
      <form onSubmit={submit} className="mt-2.5 flex flex-col gap-2.5">
        <div className="flex gap-2">
          <TextInput
            aria-label={words.label}
            placeholder={words.placeholder}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
            spellCheck={false}
            autoComplete="off"
            className="min-w-0"
          />
          {address.trim() !== "" && (
            <Button type="submit" busy={isBusy}>
              {words.button}
            </Button>
          )}
        </div>
        {error && <ErrorNote error={error} />}
      </form>
    </WayCard>
  );
}
