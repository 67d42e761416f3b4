import type { Played } from './people-approval.ts';
import { newestNotice, offeredDates, quote, quoteWhere, waitForCard } from './people-talk.ts';

const TOKYO = 'Asia/Tokyo';

/** Story 23: a notice in the language and by the clock of its reader, whose dates all lie in the evening or night there. */
export function readInTokyo({ aiko, transcript }: Played): Promise<readonly string[]> {
  const card = newestNotice(aiko);
  quote(transcript, card, 4);
  const dates = offeredDates(aiko);
  const told = dates.map((at) => `${at.slice(5, 16).replace('T', ' ')} UTC = ${hourIn(TOKYO, at)}:00`);
  transcript.note(`Dates she can choose, as Tokyo’s clock shows them: ${told.join(', ')}`);
  const outside = dates.filter((at) => !isNight(hourIn(TOKYO, at)));
  return Promise.resolve([
    ...(dates.length > 0 ? [] : ['no date is offered in Tokyo']),
    ...outside.map((at) => `${at} lies in the day of Tokyo`),
    ...(card.content.includes('GMT+9') ? [] : ['the notice does not name the time of Tokyo']),
  ]);
}

/** Story 25: whoever has two Cloud PCs reads of both. */
export function readOfBoth({ twice, transcript }: Played): Promise<readonly string[]> {
  quote(transcript, newestNotice(twice), 1);
  return Promise.resolve(quoteWhere(transcript, newestNotice(twice).content, [/has its own message/]));
}

/** Story 25: nobody reached them, so their manager is asked to, and until then nothing is done. */
export async function askManager(played: Played): Promise<readonly string[]> {
  const { town, lost, transcript } = played;
  const manager = town.servers.teams.persona(town.tenant.managers.get(lost.person.id) ?? '');
  const asked = () => manager.findCard(`Please speak to ${lost.person.name}`);
  await town.runUntil(() => asked() !== undefined, 24);
  const card = asked();
  if (!card) return [`nobody asked ${manager.person.name} to speak to ${lost.person.name}`];
  return quoteWhere(transcript, card.content, [/Please speak to/, /Repave cannot reach/, /Nothing is deleted/]);
}

/** Story 25: who has left is out, and the report says so. */
export function leave({ town, leaver, transcript }: Played): void {
  town.tenant.directory.put({ ...leaver.person, accountEnabled: false });
  transcript.tell(town.clock.now(), leaver.person.name, 'leaves the company');
}

/** Story 25: the report says who was left out and why; the tenant's log says that they were. */
export async function readReport(played: Played): Promise<readonly string[]> {
  const { requester, leaver, lost, town, transcript } = played;
  const report = await waitForCard(requester, /^Report/);
  const left = [leaver, lost].map(({ person }) => person);
  const named = left.map(({ name }) => new RegExp(`${name}.*left out`));
  const wiped = town.tenant.wipes.filter(({ personId }) => left.some(({ id }) => id === personId));
  return [
    ...quoteWhere(transcript, report.content, [/^\d+ of \d+ Cloud PCs done/, ...named]),
    ...wiped.map(({ upn }) => `${upn ?? 'somebody'} was wiped, who had left or was never told`),
    ...sawNightInTokyo(played),
  ];
}

/** Story 23: and that is when it really began. */
function sawNightInTokyo({ aiko, town }: Played): readonly string[] {
  const wipe = town.tenant.wipes.find(({ personId }) => personId === aiko.person.id);
  if (!wipe) return [`${aiko.person.name}’s Cloud PC was never done`];
  const hour = hourIn(TOKYO, new Date(wipe.at).toISOString());
  return isNight(hour) ? [] : [`${aiko.person.name} was wiped at ${hour} o’clock in Tokyo`];
}

function hourIn(timeZone: string, at: string): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(new Date(at)));
}

function isNight(hour: number): boolean {
  return hour >= 19 || hour < 5;
}
