import { createHash } from "node:crypto";
import { parseScenarios, type Scenario } from "./scenario";

export interface ScenarioMemory {
  /** The scenarios that this request meets: all that its prompt names, less those that were due only once. */
  due(sender: string, model: string, prompt: string): Scenario[];
}

/** A token that was ended once must not be ended again when the same request comes back with a new one. */
const alwaysOnce = new Set<Scenario["word"]>(["expired-token", "revoked-token"]);

/** Remembers which "once" scenarios have struck. The next equal request passes and arms them again. */
export function createScenarioMemory(): ScenarioMemory {
  const struck = new Set<string>();
  return {
    due(sender, model, prompt) {
      return parseScenarios(prompt).filter((scenario) => {
        if (!scenario.once && !alwaysOnce.has(scenario.word)) return true;
        const key = createHash("sha256").update(`${scenario.word}\n${sender}\n${model}\n${prompt}`).digest("hex");
        if (struck.delete(key)) return false;
        struck.add(key);
        return true;
      });
    },
  };
}
