"use client";
import { setup } from "@/components/messages/setup";
import { Select } from "@/components/ui/Select";
import { type Skills, serverSkills } from "@/types/servers";

const words = setup.servers;

type Choice = "auto" | "yes" | "no";

/** What the server can do, where it does not say so itself or says it wrongly. */
export function ServerSkills({ skills, onChange }: { skills: Skills; onChange: (skills: Skills) => void }) {
  const choose = (skill: keyof Skills, choice: Choice) => {
    const { [skill]: _, ...rest } = skills;
    onChange(choice === "auto" ? rest : { ...rest, [skill]: choice === "yes" });
  };
  return (
    <fieldset>
      <legend className="font-medium text-ink-2 text-sm">{words.skills}</legend>
      <p className="mt-0.5 mb-2 text-ink-3 text-xs">{words.skillsHint}</p>
      <ul className="grid grid-cols-1 gap-x-4 gap-y-2 sm:grid-cols-2">
        {serverSkills.map((skill) => (
          <li key={skill} className="grid grid-cols-[1fr_8.5rem] items-center gap-3">
            <span>{words.skillNames[skill]}</span>
            <Select<Choice>
              aria-label={words.skillNames[skill]}
              value={skills[skill] === undefined ? "auto" : skills[skill] ? "yes" : "no"}
              options={words.choices}
              onChange={(choice) => choose(skill, choice)}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
