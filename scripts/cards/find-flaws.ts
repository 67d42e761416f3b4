interface Part {
  readonly tagName: string;
  readonly innerText?: string;
  readonly offsetParent: Part | null;
  readonly parentElement: Part | null;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  getBoundingClientRect(): { readonly left: number; readonly right: number };
  querySelectorAll(selector: string): Iterable<Part>;
}

interface PageScope {
  readonly document: { querySelector(selector: string): Part | null };
  getComputedStyle(part: Part): { readonly color: string; readonly backgroundColor: string };
}

/** What a person would stumble over in a drawn card. Runs in the page, as text: it must not use anything from outside itself. */
export function findFlaws(): string[] {
  const scope = globalThis as unknown as PageScope;
  const card = scope.document.querySelector('#card');
  if (!card) return ['the card is not drawn'];
  const frame = card.getBoundingClientRect();
  const worded = [...card.querySelectorAll('*')].filter((part) => part.offsetParent !== null && hasWords(part));
  const flaws = worded.flatMap((part) => [...findCut(part), ...findPale(part)]);
  const id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(card.innerText ?? '');
  return [...new Set([...flaws, ...(id ? [`shows an id: ${id[0]}`] : [])])];

  function hasWords(part: Part): boolean {
    return [...part.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim());
  }

  function quote(part: Part): string {
    return (part.innerText ?? part.tagName).replaceAll(/\s+/g, ' ').trim().slice(0, 60);
  }

  function findCut(part: Part): string[] {
    const { left, right } = part.getBoundingClientRect();
    if (right > frame.right + 1 || left < frame.left - 1) return [`outside the card: ${quote(part)}`];
    return part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1 ? [`cut off: ${quote(part)}`] : [];
  }

  /** WCAG 2.2, 1.4.3: text of normal size needs a contrast of 4.5 to 1. The star of a required field is the renderer's own. */
  function findPale(part: Part): string[] {
    const [front, back] = [luminance(channels(scope.getComputedStyle(part).color)), luminance(backgroundOf(part))];
    const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    return contrast < 4.5 && quote(part) !== '*' ? [`contrast ${contrast.toFixed(1)}: ${quote(part)}`] : [];
  }

  function channels(colour: string): readonly number[] {
    return (colour.match(/[\d.]+/g) ?? []).map(Number);
  }

  function luminance(colour: readonly number[]): number {
    const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
      const share = channel / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function backgroundOf(part: Part): readonly number[] {
    for (let at: Part | null = part; at; at = at.parentElement) {
      const colour = channels(scope.getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || (colour[3] ?? 0) > 0.5) return colour;
    }
    return [255, 255, 255];
  }
}
