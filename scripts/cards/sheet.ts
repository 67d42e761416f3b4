interface Drawn {
  readonly look: string;
  readonly width: number;
  readonly picture: Buffer;
}

/** A page with the four pictures of one card beside each other, each under its look's name. */
export function createSheet(drawn: readonly Drawn[]): string {
  const columns = drawn.map(
    ({ look, width, picture }) =>
      `<figure><figcaption>${look.replace('-', ', ')}</figcaption><img width="${width}" src="data:image/png;base64,${picture.toString('base64')}"></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #888; font: 12px 'Segoe UI', 'Noto Sans', sans-serif; }
#sheet { display: inline-flex; align-items: flex-start; gap: 8px; padding: 8px; background: #888; }
figure { margin: 0; } figcaption { color: #fff; padding: 0 0 3px; } img { display: block; }
</style><div id="sheet">${columns.join('')}</div>`;
}
