"use client";
import { CircleCheck, Globe, Info, TriangleAlert } from "lucide-react";
import { messages } from "@/components/messages/en";
import { Button, type ButtonVariant, buttonClass } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { Spinner } from "@/components/ui/Spinner";
import type { StartSignInAnswer } from "@/types/api";
import type { AccountRoute } from "@/types/providers";
import type { BrowserWay } from "./signInWays";
import { minutesText, useSecondsLeft } from "./useSecondsLeft";
import type { SignIn } from "./useSignIn";
import { WayCard } from "./WayCard";
import { WayFailure } from "./WayFailure";
import { WayHint } from "./WayHint";

const words = messages.connect;

/** Both routes that a browser can take; both come back to the same listener. */
export function BrowserCard({
  signIn,
  isAgain,
  onAnother,
}: {
  signIn: SignIn;
  isAgain: boolean;
  /** Offered where route siwc would sign in a former account. */
  onAnother: (() => void) | undefined;
}) {
  const { siwc, codex, restart } = signIn;
  const hasBoth = siwc.phase !== "off" && codex.phase !== "off";
  return (
    <WayCard icon={Globe} title={words.browser.title} isLikely={listenerOf(signIn) === "listening"}>
      <p className="mt-1.5 text-ink-2">{words.browser.text}</p>
      {siwc.phase !== "off" && (
        <>
          <WayButton way={siwc} label={words.siwc.button} variant="primary" onRetry={() => restart("siwc")} />
          <WayHint icon={<CircleCheck size={15} strokeWidth={1.75} aria-hidden />}>
            {words.siwc.hint}
            {onAnother && takesUpFormer(siwc) && (
              <button
                type="button"
                onClick={onAnother}
                className="mt-1 block rounded-sm text-accent-ink hover:underline"
              >
                {words.siwc.another}
              </button>
            )}
          </WayHint>
        </>
      )}
      {hasBoth && <hr className="mt-3.5 border-line" />}
      {codex.phase !== "off" && (
        <>
          <WayButton
            way={codex}
            label={isAgain ? words.codex.buttonAgain : words.codex.button}
            variant={hasBoth ? "secondary" : "primary"}
            onRetry={() => restart("codex")}
          />
          <WayHint icon={<Info size={15} strokeWidth={1.75} aria-hidden />}>{words.codex.hint}</WayHint>
        </>
      )}
      <div className="mt-auto pt-2" role="status">
        <ReturnState signIn={signIn} />
      </div>
    </WayCard>
  );
}

function WayButton({
  way,
  label,
  variant,
  onRetry,
}: {
  way: BrowserWay;
  label: string;
  variant: ButtonVariant;
  onRetry: () => void;
}) {
  if (way.phase === "failed") return <WayFailure error={way.error} onRetry={onRetry} />;
  const size = variant === "primary" ? "lg" : "md";
  if (way.phase !== "waiting") {
    return (
      <Button variant={variant} size={size} busy className="mt-3.5 w-full">
        {way.phase === "exchanging" ? label : words.browser.preparing}
      </Button>
    );
  }
  return (
    // A real link: the middle button, a long press and "copy link" work, and no popup blocker is in the way.
    <a
      href={way.started.url}
      target="_blank"
      rel="noopener noreferrer"
      className={cx(buttonClass(variant, size), "mt-3.5 w-full")}
    >
      {label}
    </a>
  );
}

function ReturnState({ signIn }: { signIn: SignIn }) {
  const start = startedOf(signIn);
  const secondsLeft = useSecondsLeft(start?.expiresAt) ?? 0;
  const warning = <TriangleAlert size={15} strokeWidth={1.75} className="text-waiting" aria-hidden />;
  const spinner = <Spinner className="text-accent-ink" />;
  if (signIn.isOffline) return <WayHint icon={warning}>{words.offline}</WayHint>;
  if (signIn.siwc.phase === "exchanging" || signIn.codex.phase === "exchanging") {
    return <WayHint icon={spinner}>{words.exchanging}</WayHint>;
  }
  if (start === undefined) return null;
  const { port } = new URL(start.redirectUri);
  if (start.listener === "remote") return <WayHint icon={warning}>{words.remote}</WayHint>;
  if (start.listener === "busy") {
    const look = () => allBrowserWays(signIn).forEach(signIn.restart);
    return (
      <WayHint icon={warning}>
        <p>{words.busy(port)}</p>
        <Button size="sm" onClick={look} className="mt-2">
          {words.busyRetry}
        </Button>
      </WayHint>
    );
  }
  return (
    <WayHint icon={spinner}>
      {/* The countdown is for the eye; read aloud it would never stop. */}
      <span aria-hidden>{words.listening(port, minutesText(secondsLeft))}</span>
      <span className="sr-only">{words.browser.text}</span>
    </WayHint>
  );
}

/** A first registration names the app to ChatGPT; where none is named, the account that was disconnected last is meant. */
function takesUpFormer(siwc: BrowserWay): boolean {
  return siwc.phase === "waiting" && !new URL(siwc.started.url).searchParams.has("agent_name_hint");
}

function startedOf({ codex, siwc }: SignIn): StartSignInAnswer | undefined {
  for (const way of [siwc, codex]) if (way.phase === "waiting") return way.started;
  return undefined;
}

/** Whether the browser's return can be heard; undefined while nothing waits for it. */
export function listenerOf(signIn: SignIn): StartSignInAnswer["listener"] | undefined {
  return startedOf(signIn)?.listener;
}

function allBrowserWays({ siwc, codex }: SignIn): AccountRoute[] {
  return (["codex", "siwc"] as const).filter((route) => ({ siwc, codex })[route].phase !== "off");
}
