"use client";
import { Check, Monitor, Moon, Sun } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { messages } from "@/components/messages/en";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuItem } from "@/components/ui/Menu";
import { useCommands } from "./commands/useCommands";
import { chooseTheme, type Theme, themes } from "./theme";

const words = messages.shell.theme;
const icons = { system: Monitor, light: Sun, dark: Moon };

export function ThemeMenu({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = useCallback((next: Theme) => {
    chooseTheme(next);
    setTheme(next);
  }, []);
  useCommands(
    useMemo(
      () => ({
        themeSystem: { run: () => choose("system") },
        themeLight: { run: () => choose("light") },
        themeDark: { run: () => choose("dark") },
      }),
      [choose],
    ),
  );
  return (
    <Menu align="end" trigger={<IconButton label={words.label[theme]} icon={icons[theme]} />}>
      {themes.map((candidate) => (
        <MenuItem key={candidate} icon={icons[candidate]} onSelect={() => choose(candidate)}>
          <span className="flex items-center justify-between gap-3">
            {words[candidate]}
            {candidate === theme && <Check size={15} strokeWidth={2} className="text-accent-ink" aria-hidden />}
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}
