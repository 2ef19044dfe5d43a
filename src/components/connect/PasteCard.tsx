"use client";
import { ClipboardPaste } from "lucide-react";
import { type FormEvent, useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { messages } from "@/components/messages/en";
import { Button } from "@/components/ui/Button";
import { TextArea } from "@/components/ui/Field";
import type { ErrorBody } from "@/types/errors";
import { WayCard } from "./WayCard";

const words = messages.connect.paste;

/** For browsers that cannot reach the listener: the address of the page that did not load brings the code. */
export function PasteCard({ onFinish, isLikely }: { onFinish: (url: string) => Promise<void>; isLikely: boolean }) {
  const [address, setAddress] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<ErrorBody>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setError(undefined);
    try {
      await onFinish(address);
    } catch (failure) {
      setError(toShownError(failure));
      setIsBusy(false);
    }
  };
  return (
    <WayCard icon={ClipboardPaste} title={words.title} isLikely={isLikely}>
      <p className="mt-1.5 text-ink-2">{words.text}</p>
      <form onSubmit={submit} className="mt-3.5 flex flex-1 flex-col gap-2.5">
        <TextArea
          aria-label={words.label}
          placeholder={words.placeholder}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
          rows={3}
          spellCheck={false}
          autoComplete="off"
          mono
          className="resize-none text-xs"
        />
        {error && <ErrorNote error={error} />}
        <Button type="submit" busy={isBusy} disabled={address.trim() === ""} className="self-end">
          {words.button}
        </Button>
      </form>
    </WayCard>
  );
}
