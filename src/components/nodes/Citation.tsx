import type { ReactNode } from "react";
import { nodes as words } from "@/components/messages/nodes";
import { tip } from "@/components/ui/tip";

/** A small number in an answer that leads to its source. It is not copied with the text around it. */
export function Citation({ number, title, url }: { number: number; title: string; url?: string }) {
  const label = words.sources.mark(number, title);
  return (
    <sup className="citation">
      {url === undefined ? (
        <span {...tip(title)}>{number}</span>
      ) : (
        <SourceLink url={url} label={label} hint={title}>
          {number}
        </SourceLink>
      )}
    </sup>
  );
}

/** To a page of the web that a model named: in a tab of its own, which learns nothing of this one. */
export function SourceLink(props: { url: string; children: ReactNode; label?: string; hint?: string }) {
  const { url, children, label, hint } = props;
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      aria-label={label}
      {...(hint === undefined ? {} : tip(hint))}
      className="nodrag"
    >
      {children}
    </a>
  );
}
