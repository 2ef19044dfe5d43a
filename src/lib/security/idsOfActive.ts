/** Whether somebody may still be here, where people have names. @throws AppError `storage_failed` */
export type IsActive = (person: string) => Promise<boolean>;

/** Of what people made, such as keys: the ids of what belongs to nobody by name, or to somebody who may still be here. */
export async function idsOfActive(
  made: readonly { id: string; person?: string | undefined }[],
  isActive: IsActive = async () => true,
): Promise<string[]> {
  const ids = made.map(async ({ id, person }) => (person === undefined || (await isActive(person)) ? [id] : []));
  return (await Promise.all(ids)).flat();
}
