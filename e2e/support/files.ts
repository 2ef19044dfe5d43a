import type { Locator } from "playwright-core";

export interface TextFile {
  name: string;
  type: string;
  text: string;
}

export function csvFile(name: string, rows: string[]): TextFile {
  return { name, type: "text/csv", text: `${rows.join("\n")}\n` };
}

/** Presses what opens the browser's file dialog, and takes this file there. */
export async function chooseFile(opener: Locator, { name, type, text }: TextFile): Promise<void> {
  const chooser = opener.page().waitForEvent("filechooser");
  await opener.click();
  await (await chooser).setFiles({ name, mimeType: type, buffer: Buffer.from(text) });
}

/** Lets go of a file that is dragged over `target` from outside the browser. */
export async function dropFile(target: Locator, file: TextFile): Promise<void> {
  const dataTransfer = await target.page().evaluateHandle(({ name, type, text }) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], name, { type }));
    return transfer;
  }, file);
  for (const event of ["dragenter", "dragover", "drop"]) await target.dispatchEvent(event, { dataTransfer });
}
