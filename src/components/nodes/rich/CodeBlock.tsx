import { type ReactNode, useEffect, useState } from "react";
import { CopyButton } from "@/components/nodes/CopyButton";
import type { Token } from "./highlight";

/** Code in colours, once its language is loaded; plain until then, and where it is not known. */
export function CodeBlock({ code, language }: { code: string; language: string }) {
  const lines = useTokens(code, language);
  return (
    <div className="group/text relative">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: code that scrolls must be reachable by keyboard */}
      <pre tabIndex={0} data-language={language || undefined}>
        <code>{lines === undefined ? code : lines.map(lineOf)}</code>
      </pre>
      <CopyButton text={code} />
    </div>
  );
}

function lineOf(line: readonly Token[], number: number): ReactNode {
  return (
    <span key={number}>
      {number > 0 && "\n"}
      {line.map(({ text, kind }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: neither has a piece of it
        <span key={index} className={kind && `token-${kind}`}>
          {text}
        </span>
      ))}
    </span>
  );
}

function useTokens(code: string, language: string): Token[][] | undefined {
  const [done, setDone] = useState<{ code: string; language: string; lines: Token[][] | undefined }>();
  useEffect(() => {
    if (language === "") return;
    let isWanted = true;
    const colour = async () => {
      const { highlight } = await import("./highlight");
      const tokens = await highlight(code, language);
      if (isWanted) setDone({ code, language, lines: tokens });
    };
    // Code without colours is code all the same.
    colour().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [code, language]);
  // Never the colours of another text.
  return done?.code === code && done.language === language ? done.lines : undefined;
}
