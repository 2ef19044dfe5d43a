/** What a data URL of base64 holds, neither decoded nor checked. */
export interface DataUrlParts {
  mime: string;
  base64: string;
}

export function splitDataUrl(dataUrl: string): DataUrlParts {
  const comma = dataUrl.indexOf(",");
  return { mime: dataUrl.slice("data:".length, dataUrl.indexOf(";")), base64: dataUrl.slice(comma + 1) };
}
