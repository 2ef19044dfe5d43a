import { memo } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { nodes as words } from "@/components/messages/nodes";
import { Citation } from "./Citation";
import { markCitations } from "./markCitations";
import type { Mark } from "./sources";

/** An answer is somebody else's text: only https and mail links, nothing that the page would fetch by itself. */
const schema = {
  ...defaultSchema,
  protocols: { ...defaultSchema.protocols, href: ["https", "mailto"] },
};

function isSafeLink(url: string): boolean {
  return /^(https:\/\/|mailto:)/i.test(url);
}

/** What `markCitations` says of a mark; a `sup` of a footnote says none of it. */
interface CiteProps {
  "data-cite"?: number;
  "data-title"?: string;
  "data-url"?: string;
}

const components: Components = {
  sup: ({ children, ...rest }) => {
    const { "data-cite": number, "data-title": title = "", "data-url": url } = rest as CiteProps;
    return number === undefined ? <sup>{children}</sup> : <Citation number={number} title={title} url={url} />;
  },
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

const noMarks: readonly Mark[] = [];

/** What a larger view adds. Its `rehype` plugins come after everything foreign was taken out. */
export interface MarkdownExtras {
  remarkPlugins?: NonNullable<Options["remarkPlugins"]>;
  rehypePlugins?: NonNullable<Options["rehypePlugins"]>;
  components?: Components;
}

interface MarkdownProps {
  text: string;
  marks?: readonly Mark[];
  /** Must keep its identity between renderings. */
  extras?: MarkdownExtras;
}

const noExtras: MarkdownExtras = {};

/** Markdown without raw HTML. `marks` lie in the Markdown and become numbers; the same list renders nothing anew. */
export const Markdown = memo(function Markdown({ text, marks = noMarks, extras = noExtras }: MarkdownProps) {
  return (
    <div className="markdown">
      <ReactMarkdown
        skipHtml
        remarkPlugins={[remarkGfm, ...(extras.remarkPlugins ?? [])]}
        rehypePlugins={[[rehypeSanitize, schema], [markCitations, { marks }], ...(extras.rehypePlugins ?? [])]}
        urlTransform={(url) => (isSafeLink(url) ? url : "")}
        components={{ ...components, ...extras.components }}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
});
