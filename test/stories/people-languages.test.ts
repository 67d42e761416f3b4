import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 5 });
}, 60_000);
afterEach(() => story.close());

test('story 23: an approver who never wrote to Repave is asked in the language and by the clock of the directory', async () => {
  const { tenant } = story.town;
  const { person } = tenant.addJoiner(tenant.policies[0]?.id ?? '');
  tenant.directory.put({ ...person, locale: 'de-DE', timeZone: 'W. Europe Standard Time' });
  tenant.setRole(person.id, 'approver', true);
  await story.plan();
  await story.send();
  const asked = story.person(person.id).lastMessage();
  expect(asked?.content).toMatch(/Neues Image für \d+ Cloud-PCs genehmigen\?/);
  expect(asked?.content).toMatch(/Ohne Antwort verfällt diese Anfrage am .* Ortszeit Berlin \(GMT\+1\)/);
  expect(story.approver.lastMessage()?.content).toMatch(/Approve a new image for \d+ Cloud PCs\?/);
}, 120_000);
