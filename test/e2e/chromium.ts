import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext } from 'playwright-core';

/** The browser of the machine: the packages bring none. */
export function findChromium(): string | undefined {
  const wanted = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser'];
  return wanted.find((path) => path !== undefined && existsSync(path));
}

export async function openBrowser(executablePath: string): Promise<{ browser: Browser; context: BrowserContext }> {
  // Without a sandbox of its own it also runs as root in a container; it only ever sees pages of this machine.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  await context.route(
    (url) => !['localhost', '127.0.0.1'].includes(url.hostname) && url.protocol.startsWith('http'),
    (route) => route.abort(),
  );
  return { browser, context };
}
