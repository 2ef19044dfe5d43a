import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { LanguageGate } from "@/components/language/LanguageGate";
import { messages } from "@/components/messages/en";
import "./globals.css";
import "./contrast.css";
import { readLanguage } from "./readLanguage";
import { readThemeCookie } from "./themeCookie";

export function generateMetadata(): Metadata {
  return {
    title: messages.shell.appName,
    description: messages.shell.tagline,
    robots: { index: false },
    manifest: "/manifest.webmanifest",
    icons: { icon: "/icon.svg", apple: "/apple-touch-icon.png" },
  };
}

export const viewport: Viewport = {
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#15181e" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await readThemeCookie();
  const language = await readLanguage();
  return (
    <html lang={language} data-theme={theme === "system" ? undefined : theme}>
      <body>
        <LanguageGate language={language}>{children}</LanguageGate>
      </body>
    </html>
  );
}
