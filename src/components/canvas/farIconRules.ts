/** Rules of style by which each sample's icon is the picture of every box that is called like it. */
export function rulesOf(samples: HTMLElement): string {
  return Array.from(samples.querySelectorAll<SVGElement>("svg"), toRule).join("\n");
}

function toRule(icon: SVGElement): string {
  const { icon: name, status } = icon.parentElement?.dataset ?? {};
  const place = status === "failed" ? '.node-far[data-status="failed"] ' : "";
  return `${place}.far-icon[data-icon="${name}"]{background-image:url("${toPicture(icon)}")}`;
}

/** A picture knows nothing of the page: it has its colour in itself. */
function toPicture(icon: SVGElement): string {
  const picture = icon.cloneNode(true) as SVGElement; // what it is a copy of
  picture.removeAttribute("class");
  picture.setAttribute("color", getComputedStyle(icon).color);
  return `data:image/svg+xml,${encodeURIComponent(picture.outerHTML)}`;
}
