import { memo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { nodes as words } from "@/components/messages/nodes";

/** An answer is somebody else's text: only https and mail links, nothing that the page would fetch by itself. */
const schema = {
  ...defaultSchema,
  protocols: { ...defaultSchema.protocols, href: ["https", "mailto"] },
};

function isSafeLink(url: string): boolean {
  return /^(https:\/\/|mailto:)/i.test(url);
}

const components: Components = {
  a: ({ href, children }) =>
    href !== undefined && isSafeLink(href) ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  // Loading a picture would tell its server that, and when, the answer is read.
  img: ({ src, alt }) =>
    typeof src === "string" && isSafeLink(src) ? (
      <a href={src} target="_blank" rel="noopener noreferrer nofollow">
        {alt || words.outputNode.openImage}
      </a>
    ) : (
      <span>{alt}</span>
    ),
};

/** Markdown without raw HTML. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">
      <ReactMarkdown
        skipHtml
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[[rehypeSanitize, schema]]}
        urlTransform={(url) => (isSafeLink(url) ? url : "")}
        components={components}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
});
