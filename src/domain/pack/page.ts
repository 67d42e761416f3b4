import { html } from './html.ts';
import type { Markup } from './html.ts';
import { STYLE } from './style.ts';

/** A heading and what stands under it; a long one may be cut by the end of a sheet of paper. */
export type PageSection = readonly [heading: string, content: Markup, length?: 'long'];

/** A page of sections that stands alone: the browser is told to load and run nothing. */
export function writePage(page: {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly PageSection[];
}): string {
  const { title, lead, sections } = page;
  const written = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p>${lead}</p>
        </header>
        <main>${sections.map(writeSection)}</main>
      </body>
    </html> `;
  return written.markup;
}

function writeSection([heading, content, length]: PageSection): Markup {
  return html`<section class="${length ?? ''}">
    <h2>${heading}</h2>
    ${content}
  </section>`;
}
