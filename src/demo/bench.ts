import type { Build } from '../domain/build/build.ts';
import type { FilledInputs } from '../sandbox/teams/card-click.ts';
import type { Persona } from '../sandbox/teams/persona.ts';
import { hear } from './talk.ts';
import { createBuildFollower } from './tell-build.ts';
import type { Town } from './town.ts';
import type { Transcript } from './transcript.ts';

/** Longest that one wait may take by the tenant's clock, in hours. */
const LIMIT_HOURS = 24;

/** The admin in front of the cards of `prepare image`. */
export interface Bench {
  readonly town: Town;
  readonly admin: Persona;
  readonly transcript: Transcript;
}

/** Answers the open question by its card, and tells what comes back. */
export async function answer(bench: Bench, what: string, inputs: FilledInputs): Promise<void> {
  const { town, admin, transcript } = bench;
  await admin.click(admin.lastMessage(), 'Continue', inputs);
  transcript.tell(town.clock.now(), admin.person.name, `answers: ${what}`);
  await town.settle();
  hear(town, admin, transcript);
}

/** Tells the lines of the newest message in which the text stands. */
export function quote({ admin, transcript }: Bench, wanted: RegExp): void {
  const lines = admin.lastMessage().content.split('\n');
  for (const line of lines.filter((each) => wanted.test(each))) transcript.note(line.replace(/[*\u200b]/g, ''));
}

/** Clicks a button of the newest card in which the text stands, as soon as that card has it. */
export async function press(
  { town, admin, transcript }: Bench,
  text: string,
  click: { readonly button: string; readonly inputs?: FilledInputs; readonly says?: string },
): Promise<void> {
  const title = JSON.stringify({ title: click.button }).slice(1, -1);
  const hasButton = () => JSON.stringify(admin.findCard(text)?.card ?? {}).includes(title);
  await town.runUntil(hasButton, LIMIT_HOURS);
  await admin.click(admin.cardWith(text), click.button, click.inputs);
  transcript.tell(town.clock.now(), admin.person.name, click.says ?? `clicks “${click.button}”`);
  await town.settle();
}

export type Watch = (until: (build: Build) => boolean) => Promise<Build>;

/** Follows the newest build: lets time pass until it is as wanted, and tells what happens meanwhile. */
export async function watchNewest({ town, transcript }: Bench): Promise<Watch> {
  const [newest] = await town.app.store.listBuilds();
  if (!newest) throw new Error('no build was begun: the questions did not lead to one.');
  const follow = createBuildFollower(town, transcript, newest.id);
  return async (until) => {
    const isSo = await town.runUntil(async () => until(await follow()), LIMIT_HOURS);
    const build = await follow();
    await town.settle();
    if (!isSo) throw new Error(`the build stands at “${build.step}” and goes no further.`);
    return build;
  };
}
