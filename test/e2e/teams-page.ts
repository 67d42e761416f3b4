import type { BrowserContext, Locator, Page } from 'playwright-core';

/** Long enough for a machine that is busy with other things. */
const PATIENCE_MS = 45_000;

/** Teams as one person sees it, in a browser. */
export interface TeamsPage {
  readonly page: Page;
  /** The newest card that shows this text. */
  card(text: string | RegExp): Locator;
  says(text: string): Promise<void>;
  /** Presses a button of the newest card that shows the text. */
  press(text: string | RegExp, button: string | RegExp): Promise<void>;
  /** Waits for a card with this text and gives all that can be read on it. */
  waitFor(text: string | RegExp, patienceMs?: number): Promise<string>;
}

export async function openTeamsPage(context: BrowserContext, url: string): Promise<TeamsPage> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url);
  const composer = page.locator('[role=textbox]:visible').first();
  await composer.waitFor();
  const card = (text: string | RegExp) => page.locator('.ac-adaptiveCard').filter({ hasText: text }).last();
  return {
    page,
    card,
    async says(text) {
      await composer.click();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
    press: (text, button) => card(text).getByRole('button', { name: button }).first().click(),
    async waitFor(text, patienceMs = PATIENCE_MS) {
      await card(text).waitFor({ timeout: patienceMs });
      return card(text).innerText();
    },
  };
}
