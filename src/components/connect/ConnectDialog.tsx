"use client";
import { LockKeyhole } from "lucide-react";
import { useState } from "react";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { connect } from "@/components/messages/connect";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import type { AccountView } from "@/types/providers";
import { BrowserCard, isHeard } from "./BrowserCard";
import { ConnectedCard } from "./ConnectedCard";
import { DeviceCard } from "./DeviceCard";
import { ImportPanel } from "./ImportPanel";
import { PasteCard } from "./PasteCard";
import { useRememberedDialog } from "./reopenSignIn";
import { type SignIn, useSignIn } from "./useSignIn";

const words = connect;

/**
 * Signing in with ChatGPT, all ways at once. Closing it cancels nothing: what is finished in the other tab counts all
 * the same.
 */
export function ConnectDialog({ account: again, onClose }: { account?: string; onClose: () => void }) {
  const { status } = useAuthStatus();
  // After a sign-in that did not let the plan be used, the same dialog asks for it.
  const [chosen, setChosen] = useState(again);
  useRememberedDialog(chosen);
  const account = status?.accounts.find(({ id }) => id === chosen);
  if (status === undefined && chosen !== undefined) return null;
  return <SignInDialog key={chosen} account={account} onSignInAgain={setChosen} onClose={onClose} />;
}

function SignInDialog({
  account,
  onSignInAgain,
  onClose,
}: {
  account: AccountView | undefined;
  onSignInAgain: (account: string) => void;
  onClose: () => void;
}) {
  // As it was when the dialog opened: what the sign-in changes must not change the sign-in.
  const [before] = useState(account);
  const [another, setAnother] = useState(false);
  const [isImporting, setIsImporting] = useState(false);
  const signIn = useSignIn({ account: before, another });
  const done = signIn.account;
  const isAgain = before !== undefined;
  const isChoosing = isImporting && done === undefined;
  const heading = headingOf(before);
  const importNow = () => setIsImporting(true);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isChoosing ? words.import.title : heading.title}
      description={done !== undefined || isChoosing ? undefined : heading.intro}
      width="lg"
      footer={<Footer onImport={isAgain || isImporting || done !== undefined ? undefined : importNow} />}
    >
      {done !== undefined ? (
        <ConnectedCard account={done} onTurnOn={() => onSignInAgain(done.id)} onClose={onClose} />
      ) : isChoosing ? (
        <ImportPanel onImported={signIn.accept} onBack={() => setIsImporting(false)} />
      ) : (
        <SignInWays
          signIn={signIn}
          isAgain={isAgain}
          onAnother={isAgain || another ? undefined : () => setAnother(true)}
        />
      )}
    </Dialog>
  );
}

function headingOf(account: AccountView | undefined): { title: string; intro: string } {
  if (account === undefined) return { title: words.title, intro: words.intro };
  const { name, planUse } = account;
  return planUse === false
    ? { title: words.titlePlanUse(name), intro: words.introPlanUse }
    : { title: words.titleAgain(name), intro: words.introAgain };
}

function SignInWays({
  signIn,
  isAgain,
  onAnother,
}: {
  signIn: SignIn;
  isAgain: boolean;
  onAnother: (() => void) | undefined;
}) {
  const isDeaf = isHeard(signIn) === false;
  const hasDevice = signIn.device.phase !== "off";
  return (
    <div className="grid grid-cols-1 gap-3.5 md:grid-cols-[1.15fr_1fr]">
      <BrowserCard signIn={signIn} isAgain={isAgain} onAnother={onAnother} />
      <div className="flex min-w-0 flex-col gap-3.5 [&>:last-child]:flex-1">
        {hasDevice && <DeviceCard way={signIn.device} isLikely={isDeaf} onRestart={() => signIn.restart("device")} />}
        <PasteCard onFinish={signIn.finish} isLikely={isDeaf && !hasDevice} />
      </div>
    </div>
  );
}

function Footer({ onImport }: { onImport: (() => void) | undefined }) {
  return (
    <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p className="flex items-center gap-2.5 text-ink-2">
        <LockKeyhole size={15} strokeWidth={1.75} className="shrink-0 text-ink-3" aria-hidden />
        {words.footer}
      </p>
      {onImport && (
        <Button variant="ghost" onClick={onImport}>
          {words.import.button}
        </Button>
      )}
    </div>
  );
}
