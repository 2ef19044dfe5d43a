"use client";
import { Check, Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { messages } from "@/components/messages/en";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuItem } from "@/components/ui/Menu";
import { chooseTheme, type Theme, themes } from "./theme";

const words = messages.shell.theme;
const icons = { system: Monitor, light: Sun, dark: Moon };

export function ThemeMenu({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = (next: Theme) => {
    chooseTheme(next);
    setTheme(next);
  };
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
