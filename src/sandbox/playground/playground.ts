import type { Directory, SandboxPerson } from '../directory.ts';
import type { TeamsSide } from '../teams/teams-side.ts';
import { createPageMirror } from './page-mirror.ts';
import { describeConfig } from './playground-config.ts';
import { startPlaygroundProcess } from './playground-process.ts';
import { startSigningProxy } from './signing-proxy.ts';

/** A person who gets a page, and the port of it. */
export type PlaygroundSeat = { readonly person: SandboxPerson; readonly port: number };

export type PlaygroundOptions = {
  readonly seats: readonly PlaygroundSeat[];
  readonly directory: Directory;
  readonly teams: Pick<TeamsSide, 'tokens' | 'urls' | 'chats' | 'setInstalled'>;
  /** The bot's "…/api/messages". It must be listening: a page announces the bot as soon as it is opened. */
  readonly botEndpoint: string;
};

export type PlaygroundPage = {
  readonly person: SandboxPerson;
  /** To be opened in a browser. */
  readonly url: string;
  readonly port: number;
};

export type Playground = {
  readonly pages: readonly PlaygroundPage[];
  /** Ends every process it started. */
  close(): Promise<void>;
};

/**
 * "host:port" of the service URL of group chats and teams on the page of this port; the bot has to allow it. The chat of the
 * two is at the sandbox's own.
 */
export function serviceUrlHostOf(port: number): string {
  return `localhost:${port}`;
}

/** One Teams-like page per person, each signed in as that person. When one cannot start, none is left running. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const started = await Promise.allSettled(options.seats.map((seat) => startPage(options, seat)));
  const pages = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  async function close(): Promise<void> {
    await Promise.all(pages.map((page) => page.close()));
  }
  const failed = started.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  return { pages: pages.map(({ person, url, port }) => ({ person, url, port })), close };
}

async function startPage(
  { teams, directory, botEndpoint }: PlaygroundOptions,
  { person, port }: PlaygroundSeat,
): Promise<PlaygroundPage & { close(): Promise<void> }> {
  const mirror = createPageMirror({ chats: teams.chats, personId: person.id, port });
  const proxy = await startSigningProxy({ teams, botEndpoint, person, mirror });
  async function close(): Promise<void> {
    await mirror.close();
    await proxy.close();
  }
  const colleagues = directory.all().filter(({ id }) => id !== person.id);
  const config = describeConfig({ person, chatId: teams.chats.personal(person.id).id, colleagues });
  try {
    const page = await startPlaygroundProcess({ endpoint: `${proxy.url}/api/messages`, port, config });
    return {
      person,
      url: page.url,
      port,
      async close() {
        await page.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
