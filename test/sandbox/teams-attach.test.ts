import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { ANNA, BELA, startTeamsWorld } from './teams-world.ts';

const activitySchema = z.looseObject({
  text: z.string(),
  attachments: z
    .array(z.object({ contentType: z.string(), name: z.string(), content: z.looseObject({ downloadUrl: z.url() }) }))
    .optional(),
});

const LOG = { name: 'setuperr.log', content: 'Error SYSPRP\r\nsecond line' };

test('a file comes as an attachment that leads to its bytes, without a token', async () => {
  const world = await startTeamsWorld();
  await world.teams.persona(ANNA).attaches('look at this', LOG);
  const activity = activitySchema.parse(world.bot.requests.at(-1)?.body);
  expect(activity.text).toBe('look at this');
  const [file] = activity.attachments ?? [];
  expect(file).toMatchObject({
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    name: 'setuperr.log',
    content: { fileType: 'log' },
  });
  const download = await fetch(file?.content.downloadUrl ?? '');
  expect(await download.text()).toBe(LOG.content);
  expect((await fetch(`${file?.content.downloadUrl ?? ''}x`)).status).toBe(404);
  await world.close();
});

test('in a group chat the bot sees the words alone', async () => {
  const world = await startTeamsWorld();
  const group = await world.teams.createGroupChat('Room', [ANNA, BELA]);
  await world.teams.persona(ANNA).attaches('look at this', LOG, group);
  const activity = activitySchema.parse(world.bot.requests.at(-1)?.body);
  expect(activity.text).toMatch(/look at this$/);
  expect(activity.attachments).toBeUndefined();
  await world.close();
});
