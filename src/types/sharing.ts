import { z } from "zod";
import { idSchema } from "./workflow";

/** Who may use a key or a server of the workspace, and how much of it. Admins always may. */
export const sharingSchema = z.object({
  /** People by id. */
  sharedWith: z.union([z.enum(["everyone", "admins"]), z.array(idSchema).max(1000)]),
  /** What each person has of it; null: as much as they like. A day begins at midnight UTC. */
  share: z.object({ callsPerDay: z.int().min(1).max(1_000_000) }).nullable(),
});
export type Sharing = z.infer<typeof sharingSchema>;

export const patchSharingSchema = sharingSchema.partial().strict();
export type PatchSharing = z.infer<typeof patchSharingSchema>;

/** Of what nobody has said anything about. */
export const sharedWithAll: Sharing = { sharedWith: "everyone", share: null };
