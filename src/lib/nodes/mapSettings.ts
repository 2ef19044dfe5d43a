import { z } from "zod";

/** How a node runs over lists; part of the data of kinds where it matters. */
export const mapSettingsSchema = z.object({
  /** Every item of one list with every item of the others, instead of place by place. */
  cross: z.boolean().optional(),
  /** Items at work at once; as many as there are if absent. */
  maxParallel: z.int().positive().optional(),
});
export type MapSettings = z.infer<typeof mapSettingsSchema>;

/** The map settings of any kind's data; none where the kind has none. */
export function mapSettingsOf(data: unknown): MapSettings {
  const settings = mapSettingsSchema.safeParse(data);
  return settings.success ? settings.data : {};
}
