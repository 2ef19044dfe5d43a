"use client";
import { type ReactNode, useEffect, useState } from "react";
import { messages } from "@/components/messages/en";
import { callUntitled } from "@/store/untitled";
import type { Language } from "./languages";
import { speak } from "./translate";

/**
 * Draws the page in its language. English is there from the start, also on the server; for another one the server
 * draws nothing, because one module holds the words of all who ask it, and the browser loads the words first.
 */
export function LanguageGate({ language, children }: { language: Language; children: ReactNode }) {
  const [isReady, setIsReady] = useState(language === "en");
  useEffect(() => {
    if (language === "en") return;
    // English words are better than no page.
    void speak(language)
      .then(() => callUntitled(messages.shell.untitled))
      .finally(() => setIsReady(true));
  }, [language]);
  return isReady ? children : null;
}
