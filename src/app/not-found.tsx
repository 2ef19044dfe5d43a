"use client";
import { pages } from "@/components/messages/pages";
import { Notice } from "@/components/Notice";
import { buttonClass } from "@/components/ui/Button";

const words = pages.notFound;

export default function NotFound() {
  return (
    <Notice
      title={words.title}
      actions={
        <a href="/" className={buttonClass("primary")}>
          {words.button}
        </a>
      }
    >
      {words.text}
    </Notice>
  );
}
