/** What a person would stumble over in a drawn card. Runs inside the page, so it stands alone. */
export function findFlaws(): string[] {
  const card = document.querySelector<HTMLElement>('#card');
  if (!card) return ['the card is not drawn'];
  const flaws: string[] = [];
  const shown = [...card.querySelectorAll<HTMLElement>('*')].filter((element) => element.offsetParent !== null);
  const words = (element: HTMLElement) => (element.innerText || element.tagName).replaceAll(/\s+/g, ' ').slice(0, 60);
  const own = (element: HTMLElement) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');

  function channels(colour: string): readonly number[] {
    return (colour.match(/[\d.]+/g) ?? []).map(Number);
  }
  function luminance(colour: readonly number[]): number {
    const linear = colour.slice(0, 3).map((channel) => {
      const part = channel / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
  }
  function backgroundOf(element: HTMLElement): readonly number[] {
    for (let at: HTMLElement | null = element; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || (colour[3] ?? 0) > 0.5) return colour;
    }
    return [255, 255, 255];
  }

  for (const element of shown) {
    const isInput = /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
    if (!isInput && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && own(element))
      flaws.push(`cut off: ${words(element)}`);
    const box = element.getBoundingClientRect();
    const frame = card.getBoundingClientRect();
    if (own(element) && (box.right > frame.right + 1 || box.left < frame.left - 1))
      flaws.push(`outside the card: ${words(element)}`);
    if (own(element)) {
      const [front, back] = [luminance(channels(getComputedStyle(element).color)), luminance(backgroundOf(element))];
      const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
      // WCAG 2.2, 1.4.3: 4.5 to 1 for text of normal size.
      if (contrast < 4.5 && words(element).trim() !== '*')
        flaws.push(`contrast ${contrast.toFixed(1)}: ${words(element)}`);
    }
  }
  const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i.exec(card.innerText);
  if (id) flaws.push(`shows an id: ${id[0]}`);
  return [...new Set(flaws)];
}
