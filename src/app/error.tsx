"use client";
import { pages } from "@/components/messages/pages";
import { Notice } from "@/components/Notice";
import { Button, buttonClass } from "@/components/ui/Button";

const words = pages.crash;

/** A fault in the page itself: the document is safe on the server, so starting over is harmless. */
export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <Notice
      title={words.title}
      actions={
        <>
          <Button variant="primary" onClick={reset}>
            {words.again}
          </Button>
          <Button onClick={() => window.location.reload()}>{words.reload}</Button>
          {/* A whole new page: what is in memory may be what the fault comes from. */}
          <a href="/?new=1" className={buttonClass("secondary")}>
            {words.empty}
          </a>
        </>
      }
    >
      {words.text}
    </Notice>
  );
}
