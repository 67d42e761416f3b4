interface Renderer {
  AdaptiveCard: {
    new (): CardInPage;
    onProcessMarkdown: (text: string, result: { outputHtml?: string; didProcess: boolean }) => void;
  };
  HostConfig: new (config: object) => object;
}

interface CardInPage {
  hostConfig: object;
  parse(card: object): void;
  render(): HTMLElementInPage | undefined;
}

interface HTMLElementInPage {
  replaceChildren(...children: readonly HTMLElementInPage[]): void;
}

/** Puts a card in the place of the one before. Runs in the page, as text: it must not use anything from outside itself. */
export function drawCard(data: { card: object; host: object }): void {
  const scope = globalThis as unknown as {
    AdaptiveCards: Renderer;
    document: { getElementById(id: string): HTMLElementInPage };
  };
  const { AdaptiveCard, HostConfig } = scope.AdaptiveCards;
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = toHtml(text);
    result.didProcess = true;
  };
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(data.host);
  card.parse(data.card);
  const drawn = card.render();
  scope.document.getElementById('card').replaceChildren(...(drawn ? [drawn] : []));

  /** The part of markdown that Teams reads in a text: escapes, bold, lists. */
  function toHtml(text: string): string {
    const blocks: string[] = [];
    for (const line of text.split('\n')) {
      const item = line.startsWith('- ');
      if (item && blocks.at(-1)?.endsWith('</ul>')) {
        blocks.push(`${(blocks.pop() ?? '').slice(0, -5)}<li>${inline(line.slice(2))}</li></ul>`);
      } else {
        blocks.push(item ? `<ul><li>${inline(line.slice(2))}</li></ul>` : `<p>${inline(line)}</p>`);
      }
    }
    return blocks.join('');
  }

  function inline(line: string): string {
    return line
      .replace(/\\([^A-Za-z0-9\s])/g, (_, mark: string) => `\u0001${mark.charCodeAt(0)}\u0002`)
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
      .replace(/\u0001(\d+)\u0002/g, '&#$1;');
  }
}
