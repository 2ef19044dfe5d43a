import { schemaFaultOf } from "@/lib/nodes/generateAnswer";
import { isJson } from "@/lib/nodes/jsonText";
import type { NodeSurroundings } from "@/lib/nodes/nodeKind";
import { testProblem } from "@/lib/nodes/valueTest";
import { type ScoreData, standardScale } from "./scoreSettings";

/** Why a score cannot be told, in words that follow the node's name. */
export async function scoreProblem(data: ScoreData, { wired, work }: NodeSurroundings): Promise<string | undefined> {
  const isAgainst = wired.has("reference");
  switch (data.method) {
    case "judge":
      return judgeProblem(data);
    case "range":
      return rangeProblem(data);
    case "schema":
      return data.jsonSchema === undefined ? "has no JSON schema: give one" : schemaFaultOf(data);
  }
  if (isAgainst) return undefined;
  if (data.expected === undefined) return "has nothing to compare with: fill in what is expected, or wire a reference";
  if (data.method === "equals" && data.asJson === true && !isJson(data.expected)) {
    return "expects something that is not JSON: mend it, or compare it as text";
  }
  return data.method === "matches" ? testProblem({ test: "matches", value: data.expected }, work) : undefined;
}

function rangeProblem({ min, max }: ScoreData): string | undefined {
  if (min === undefined && max === undefined) return "has no range: give a lowest or a highest number";
  const isCrossed = min !== undefined && max !== undefined && min > max;
  return isCrossed ? "has a range whose lowest number is above its highest" : undefined;
}

function judgeProblem({ judges = [], rubric = "", scale = standardScale }: ScoreData): string | undefined {
  if (judges.length === 0) return "has no judge: choose a model";
  const missing = judges.findIndex(({ model }) => model === "");
  if (missing !== -1) return `has no model for judge ${missing + 1}: choose one`;
  if (rubric.trim() === "") return "has no rubric: say what is judged, and what is good";
  const { min, max, passAt } = scale;
  if (min >= max) return "has a scale whose end is not above its beginning";
  return passAt < min || passAt > max ? "passes at a score that is not on its scale" : undefined;
}
