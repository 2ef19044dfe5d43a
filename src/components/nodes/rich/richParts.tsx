import "./rich.css";
import { isValidElement, type ReactNode, useEffect, useState } from "react";
import type { MarkdownExtras } from "@/components/nodes/Markdown";
import { CodeBlock } from "./CodeBlock";

export type MathPlugins = Pick<MarkdownExtras, "remarkPlugins" | "rehypePlugins">;

export const codeInColours: MarkdownExtras["components"] = { pre: CodeOf };

function CodeOf({ children }: { children?: ReactNode }) {
  if (!isValidElement<{ className?: string; children?: ReactNode }>(children)) return <pre>{children}</pre>;
  const { className, children: code } = children.props;
  const language = /language-(\S+)/.exec(className ?? "")?.[1] ?? "";
  return <CodeBlock code={String(code ?? "").replace(/\n$/, "")} language={language} />;
}

/** The plugins for formulas, loaded for the first text that may hold one. */
export function useMath(isWanted: boolean): MathPlugins | undefined {
  const [plugins, setPlugins] = useState<MathPlugins>();
  useEffect(() => {
    if (!isWanted) return;
    // Formulas that are not set can be read all the same.
    import("./math").then(
      ({ remarkPlugins, rehypePlugins }) => setPlugins({ remarkPlugins, rehypePlugins }),
      () => undefined,
    );
  }, [isWanted]);
  return plugins;
}
