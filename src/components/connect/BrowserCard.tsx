"use client";
import { Globe, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { messages } from "@/components/messages/en";
import { Button, buttonClass } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { Spinner } from "@/components/ui/Spinner";
import { minutesText } from "./useSecondsLeft";
import type { SignIn } from "./useSignIn";
import { WayCard } from "./WayCard";

const words = messages.connect;

type OpenSignIn = Extract<SignIn, { phase: "starting" | "waiting" }>;

export function BrowserCard({ signIn, onRestart }: { signIn: OpenSignIn; onRestart: () => void }) {
  const start = signIn.phase === "waiting" ? signIn.start : undefined;
  return (
    <WayCard
      icon={Globe}
      title={words.browser.title}
      isLikely={start?.listener !== "busy" && start?.listener !== "remote"}
    >
      <p className="mt-1.5 text-ink-2">{words.browser.text}</p>
      {start === undefined ? (
        <Button variant="primary" size="lg" busy className="mt-3.5 w-full">
          {words.browser.preparing}
        </Button>
      ) : (
        // A real link: the middle button, a long press and "copy link" work, and no popup blocker is in the way.
        <a
          href={start.url}
          target="_blank"
          rel="noopener noreferrer"
          className={cx(buttonClass("primary", "lg"), "mt-3.5 w-full")}
        >
          {words.browser.button}
        </a>
      )}
      <Hint icon={<Info size={15} strokeWidth={1.75} aria-hidden />}>{words.browser.honest}</Hint>
      {signIn.phase === "waiting" && (
        <div className="pt-2" role="status">
          <ReturnState signIn={signIn} onRestart={onRestart} />
        </div>
      )}
    </WayCard>
  );
}

function ReturnState({ signIn, onRestart }: { signIn: Extract<SignIn, { phase: "waiting" }>; onRestart: () => void }) {
  const { start, secondsLeft, isExchanging } = signIn;
  if (isExchanging) return <Hint icon={<Spinner className="text-accent-ink" />}>{words.exchanging}</Hint>;
  const warning = <TriangleAlert size={15} strokeWidth={1.75} className="text-waiting" aria-hidden />;
  if (start.listener === "remote") return <Hint icon={warning}>{words.remote}</Hint>;
  if (start.listener === "busy") {
    return (
      <>
        <Hint icon={warning}>{words.busy}</Hint>
        <Button size="sm" onClick={onRestart} className="mt-2 ml-6">
          {words.busyRetry}
        </Button>
      </>
    );
  }
  return (
    <Hint icon={<Spinner className="text-accent-ink" />}>
      {/* The countdown is for the eye; read aloud it would never stop. */}
      <span aria-hidden>{words.listening(new URL(start.redirectUri).port, minutesText(secondsLeft))}</span>
      <span className="sr-only">{words.browser.text}</span>
    </Hint>
  );
}

function Hint({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="mt-2 flex gap-2 text-ink-2 text-xs">
      <span className="mt-px shrink-0 text-ink-3">{icon}</span>
      <span className="min-w-0 tabular-nums">{children}</span>
    </p>
  );
}
