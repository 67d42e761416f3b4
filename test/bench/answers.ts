import { ActivityHandler, CardFactory, MessageFactory } from 'botbuilder';
import type { InvokeResponse, TurnContext } from 'botbuilder';
import restify from 'restify';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createTeamsConnection } from '../../src/adapters/teams-connection.ts';
import { sandboxConfig } from '../../src/demo/town.ts';
import type { Town } from '../../src/demo/town.ts';
import { PERSONA_ADMIN } from '../../src/sandbox/ids.ts';
import { openQuietTown, startRollout } from './town.ts';
import { quantile } from './table.ts';
import type { Figure } from './table.ts';

const ROUNDS = 150;
const WARM_UP = 20;
/** A click of Repave may take this many times as long as one of a bare echo. */
const MOST_TIMES_ECHO = 2.5;

/** Message → reply and click → reply, of a bare botbuilder and restify echo and of Repave, one after the other on the same tenant. */
export async function measureAnswers(): Promise<readonly Figure[]> {
  const town = await openQuietTown(40);
  try {
    await town.servers.teams.installForAll();
    const rolloutId = await startRollout(town, {});
    const echo = await startEcho(town);
    town.servers.teams.setBotEndpoint(echo.url);
    const echoed = await measure(town, { text: 'hello', button: 'Echo' });
    await echo.close();
    town.servers.teams.setBotEndpoint(town.botEndpoint());
    const admin = town.servers.teams.persona(PERSONA_ADMIN);
    await admin.says(`status #${rolloutId}`);
    await town.settle();
    const repave = await measure(town, { text: 'help', button: 'Refresh' });
    return [
      ...figuresOf('echo', echoed),
      ...figuresOf('Repave', repave, MOST_TIMES_ECHO * quantile(echoed.clicks, 0.5)),
    ];
  } finally {
    await town.close();
  }
}

interface Times {
  readonly messages: readonly number[];
  readonly clicks: readonly number[];
}

async function measure(town: Town, what: { readonly text: string; readonly button: string }): Promise<Times> {
  const admin = town.servers.teams.persona(PERSONA_ADMIN);
  const card = () =>
    admin.inbox().findLast((message) => JSON.stringify(message.card ?? {}).includes(`"title":"${what.button}"`));
  await admin.says(what.text);
  const clicks = await timed(async () => {
    const message = card();
    if (!message) throw new Error(`no card with “${what.button}”`);
    await admin.click(message, what.button);
  });
  const messages = await timed(() => admin.says(what.text));
  return { messages, clicks };
}

async function timed(act: () => Promise<unknown>): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const begun = performance.now();
    await act();
    if (round >= 0) samples.push(performance.now() - begun);
  }
  return samples;
}

function figuresOf(who: string, { messages, clicks }: Times, aim?: number): readonly Figure[] {
  const bound = aim === undefined ? {} : { aim };
  return [
    { name: `${who}: message → reply, p50`, value: quantile(messages, 0.5), unit: 'ms' },
    { name: `${who}: message → reply, p99`, value: quantile(messages, 0.99), unit: 'ms' },
    { name: `${who}: click → reply, p50`, value: quantile(clicks, 0.5), unit: 'ms', ...bound },
    { name: `${who}: click → reply, p99`, value: quantile(clicks, 0.99), unit: 'ms' },
  ];
}

class EchoBot extends ActivityHandler {
  protected override async onMessageActivity(context: TurnContext): Promise<void> {
    const action = { type: 'Action.Execute', title: 'Echo', verb: 'echo', data: {} };
    const card = {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'TextBlock', text: context.activity.text }],
      actions: [action],
    };
    await context.sendActivity(MessageFactory.attachment(CardFactory.adaptiveCard(card)));
  }

  protected override onInvokeActivity(): Promise<InvokeResponse> {
    const body = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'ok' };
    return Promise.resolve({ status: 200, body });
  }
}

async function startEcho(town: Town): Promise<{ url: string; close(): Promise<void> }> {
  const { bot, teams, azure, tenantId } = sandboxConfig({ servers: town.servers });
  const { appId, appType, tokenUrl, openIdMetadataUrl, tokenIssuer, tokenScope } = bot;
  const { adapter } = createTeamsConnection({
    ...{
      appId,
      appType,
      tenantId,
      tokenUrl,
      openIdMetadataUrl,
      tokenIssuer,
      tokenScope,
      password: bot.password?.reveal(),
    },
    ...{
      authorityHost: azure.authorityHost,
      allowedHosts: teams.serviceUrlHosts,
      plainHttpHosts: teams.plainHttpHosts,
    },
    onTurnTrouble: (error) => process.stderr.write(`${String(error)}\n`),
    apology: () => 'trouble',
    sleep: () => Promise.resolve(),
  });
  const echo = new EchoBot();
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser());
  server.post('/api/messages', async (request, response) =>
    adapter.process(request as never, response, (context) => echo.run(context)),
  );
  server.listen(0, '127.0.0.1');
  await once(server.server as never, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/messages`,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
