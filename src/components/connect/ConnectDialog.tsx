"use client";
import { LockKeyhole } from "lucide-react";
import { ErrorNote } from "@/components/ErrorNote";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { messages } from "@/components/messages/en";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { BrowserCard } from "./BrowserCard";
import { ConnectedCard } from "./ConnectedCard";
import { PasteCard } from "./PasteCard";
import { useSignIn } from "./useSignIn";

const words = messages.connect;

/** Signing in with ChatGPT. Closing it cancels nothing: what is finished in the other tab counts all the same. */
export function ConnectDialog({ account, onClose }: { account?: string; onClose: () => void }) {
  const { status } = useAuthStatus();
  const name = status?.accounts.find((candidate) => candidate.id === account)?.name;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={name === undefined ? words.title : words.titleAgain(name)}
      description={words.intro}
      width="lg"
      footer={
        <p className="flex min-h-8 items-center gap-2.5 text-ink-2">
          <LockKeyhole size={15} strokeWidth={1.75} className="shrink-0 text-ink-3" aria-hidden />
          {words.footer}
        </p>
      }
    >
      <SignInWays account={account} onClose={onClose} />
    </Dialog>
  );
}

function SignInWays({ account, onClose }: { account?: string; onClose: () => void }) {
  const { signIn, restart, finish } = useSignIn(account);
  if (signIn.phase === "done") return <ConnectedCard account={signIn.account} onClose={onClose} />;
  if (signIn.phase === "failed") {
    return (
      <ErrorNote error={signIn.error}>
        <Button variant="primary" onClick={restart}>
          {words.newAttempt}
        </Button>
      </ErrorNote>
    );
  }
  const pasteIsLikely = signIn.phase === "waiting" && signIn.start.listener !== "listening";
  return (
    <div className="grid gap-3.5 md:grid-cols-[1.15fr_1fr]">
      <BrowserCard signIn={signIn} onRestart={restart} />
      <PasteCard onFinish={finish} isLikely={pasteIsLikely} />
    </div>
  );
}
