import type { Model } from "@/types/providers";

/** The first model of a list that suits, the wished one before all others; undefined when none does. */
export function chooseModel(models: Model[], suits: (model: Model) => boolean, wished?: string): Model | undefined {
  const usable = models.filter((model) => model.hiddenReason === undefined && suits(model));
  return usable.find((model) => model.id === wished) ?? usable[0];
}
