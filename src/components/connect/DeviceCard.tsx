"use client";
import { Copy, ExternalLink, Smartphone } from "lucide-react";
import { useState } from "react";
import { connect } from "@/components/messages/connect";
import { Button, buttonClass } from "@/components/ui/Button";
import { Spinner } from "@/components/ui/Spinner";
import type { DeviceCode, DeviceWay } from "./signInWays";
import { minutesText, useSecondsLeft } from "./useSecondsLeft";
import { WayCard } from "./WayCard";
import { WayFailure } from "./WayFailure";
import { WayHint } from "./WayHint";

const words = connect.device;

/** A code to type on any other screen; it needs no way back to this computer. */
export function DeviceCard({ way, isLikely, onRestart }: { way: DeviceWay; isLikely: boolean; onRestart: () => void }) {
  return (
    <WayCard icon={Smartphone} title={words.title} isLikely={isLikely}>
      {way.phase === "waiting" && <WaitingCode code={way.started} />}
      {way.phase === "starting" && <WayHint icon={<Spinner />}>{words.preparing}</WayHint>}
      {way.phase === "exchanging" && (
        <WayHint icon={<Spinner className="text-accent-ink" />}>{connect.exchanging}</WayHint>
      )}
      {way.phase === "failed" &&
        (way.error.code === "device_disabled" ? (
          <SwitchedOff onRestart={onRestart} />
        ) : (
          <WayFailure error={way.error} onRetry={onRestart} />
        ))}
    </WayCard>
  );
}

function WaitingCode({ code }: { code: DeviceCode }) {
  const { host, pathname } = new URL(code.verificationUrl);
  const secondsLeft = useSecondsLeft(code.expiresAt) ?? 0;
  return (
    <>
      <p className="mt-1.5 text-ink-2">
        {words.open}{" "}
        <strong className="font-semibold text-ink [overflow-wrap:anywhere]">
          {host}
          {pathname}
        </strong>{" "}
        {words.andType}
      </p>
      <p className="mt-2 select-all font-mono font-semibold text-[24px] leading-8 tracking-[0.06em]">
        <span className="sr-only">{words.label}: </span>
        {code.userCode}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <CopyCode code={code.userCode} />
        <a href={code.verificationUrl} target="_blank" rel="noopener noreferrer" className={buttonClass("ghost")}>
          <ExternalLink size={15} strokeWidth={1.75} aria-hidden />
          {words.openPage}
        </a>
      </div>
      <div role="status" className="mt-auto pt-1">
        <WayHint icon={<Spinner className="text-accent-ink" />}>
          <span aria-hidden>{words.waiting(minutesText(secondsLeft))}</span>
          <span className="sr-only">{words.waitingPlain}</span>
        </WayHint>
      </div>
    </>
  );
}

function CopyCode({ code }: { code: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(code).then(
      () => setIsCopied(true),
      // Some browsers forbid it; the code is selected with one press all the same.
      () => setIsCopied(false),
    );
  return (
    <Button icon={Copy} onClick={copy}>
      {isCopied ? words.copied : words.copy}
    </Button>
  );
}

function SwitchedOff({ onRestart }: { onRestart: () => void }) {
  return (
    <div role="alert" className="mt-2 rounded-control bg-waiting-soft px-3 py-2.5">
      <p className="font-medium">{words.offTitle}</p>
      <p className="mt-0.5 text-ink-2">{words.offText}</p>
      <Button size="sm" onClick={onRestart} className="mt-2.5">
        {words.newCode}
      </Button>
    </div>
  );
}
