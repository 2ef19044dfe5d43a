"use client";
import { Check, Languages } from "lucide-react";
import { messages } from "@/components/messages/en";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuItem } from "@/components/ui/Menu";
import { saveNow } from "@/store/session";
import type { CommandAction, CommandActions } from "./commands/registry";
import { useCommands } from "./commands/useCommands";
import { chooseLanguage, type Language, languageNames, languages, localeOf } from "./language/languages";
import { locale } from "./language/locale";

/** Each language by its own name, so that nobody has to read another one to find theirs. */
export function LanguageMenu() {
  useCommands(languageCommands);
  return (
    <Menu align="end" trigger={<IconButton label={messages.shell.language} icon={Languages} />}>
      {languages.map((language) => (
        <MenuItem key={language} onSelect={() => void change(language)}>
          <span lang={language} className="flex items-center justify-between gap-3">
            {languageNames[language]}
            {localeOf[language] === locale() && (
              <Check size={15} strokeWidth={2} className="text-accent-ink" aria-hidden />
            )}
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}

const toLanguage = (language: Language): CommandAction => ({
  run: () => void change(language),
  isPossible: () => localeOf[language] !== locale(),
});

export const languageCommands: CommandActions = {
  languageEn: toLanguage("en"),
  languageKo: toLanguage("ko"),
  languageZh: toLanguage("zh"),
};

/** The words of a page are loaded once, so another language is another page; nothing is lost on the way. */
async function change(language: Language): Promise<void> {
  chooseLanguage(language);
  await saveNow();
  window.location.reload();
}
