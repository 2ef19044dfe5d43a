"use client";
import { CircleCheck, Globe, Info, TriangleAlert } from "lucide-react";
import { connect } from "@/components/messages/connect";
import { Button, type ButtonVariant, buttonClass } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { Spinner } from "@/components/ui/Spinner";
import type { StartSignInAnswer } from "@/types/api";
import type { BrowserWay } from "./signInWays";
import { minutesText, useSecondsLeft } from "./useSecondsLeft";
import type { SignIn } from "./useSignIn";
import { WayCard } from "./WayCard";
import { WayFailure } from "./WayFailure";
import { WayHint } from "./WayHint";

const words = connect;

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
    <WayCard icon={Globe} title={words.browser.title} isLikely={isHeard(signIn) === true}>
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
          <PortBusy way={siwc} onRetry={() => restart("siwc")} />
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
          <PortBusy way={codex} onRetry={() => restart("codex")} />
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

const warning = <TriangleAlert size={15} strokeWidth={1.75} className="text-waiting" aria-hidden />;

/** The page after this way's sign-in will find nobody at home. */
function PortBusy({ way, onRetry }: { way: BrowserWay; onRetry: () => void }) {
  if (way.phase !== "waiting" || way.started.listener !== "busy") return null;
  return (
    <WayHint icon={warning}>
      <p>{words.busy(portOf(way.started))}</p>
      <Button size="sm" onClick={onRetry} className="mt-2">
        {words.busyRetry}
      </Button>
    </WayHint>
  );
}

function ReturnState({ signIn }: { signIn: SignIn }) {
  const waiting = waitingStarts(signIn);
  const heard = waiting.filter(({ listener }) => listener === "listening");
  const secondsLeft = useSecondsLeft(heard[0]?.expiresAt) ?? 0;
  const spinner = <Spinner className="text-accent-ink" />;
  if (signIn.isOffline) return <WayHint icon={warning}>{words.offline}</WayHint>;
  if (signIn.siwc.phase === "exchanging" || signIn.codex.phase === "exchanging") {
    return <WayHint icon={spinner}>{words.exchanging}</WayHint>;
  }
  if (waiting.some(({ listener }) => listener === "remote")) return <WayHint icon={warning}>{words.remote}</WayHint>;
  if (heard.length === 0) return null;
  const ports = [...new Set(heard.map(portOf))];
  return (
    <WayHint icon={spinner}>
      {/* The countdown is for the eye; read aloud it would never stop. */}
      <span aria-hidden>{words.listening(ports, minutesText(secondsLeft))}</span>
      <span className="sr-only">{words.browser.text}</span>
    </WayHint>
  );
}

/** A first registration names the app to ChatGPT; where none is named, the account that was disconnected last is meant. */
function takesUpFormer(siwc: BrowserWay): boolean {
  return siwc.phase === "waiting" && !new URL(siwc.started.url).searchParams.has("agent_name_hint");
}

function waitingStarts({ codex, siwc }: SignIn): StartSignInAnswer[] {
  return [codex, siwc].flatMap((way) => (way.phase === "waiting" ? [way.started] : []));
}

function portOf({ redirectUri }: StartSignInAnswer): string {
  return new URL(redirectUri).port;
}

/** Whether the return of a browser can be heard by any way; undefined while none waits for it. */
export function isHeard(signIn: SignIn): boolean | undefined {
  const waiting = waitingStarts(signIn);
  return waiting.length === 0 ? undefined : waiting.some(({ listener }) => listener === "listening");
}
