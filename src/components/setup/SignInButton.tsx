import { useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/toast";

interface SignInButtonProps {
  label: string;
  /** Says where the person signs in. */
  start: () => Promise<{ url: string }>;
  /** Once the tab is on its way, or could not be. */
  onStarted?: () => Promise<void>;
}

/** The tab opens with the press itself, since one that opens after the answer would be taken for a popup. */
export function SignInButton({ label, start, onStarted }: SignInButtonProps) {
  const [isBusy, setIsBusy] = useState(false);
  const begin = async () => {
    const tab = window.open("", "_blank");
    // The page of somebody else has no business with this one.
    if (tab !== null) tab.opener = null;
    setIsBusy(true);
    try {
      const { url } = await start();
      if (tab === null) window.location.assign(url);
      else tab.location.href = url;
    } catch (failure) {
      tab?.close();
      toast.error(toShownError(failure).message);
    }
    setIsBusy(false);
    await onStarted?.();
  };
  return (
    <Button busy={isBusy} onClick={() => void begin()}>
      {label}
    </Button>
  );
}
