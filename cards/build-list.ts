import type { BuildLine } from '../src/domain/build/views.ts';
import type { JsonObject } from './actions.ts';
import { bindNamed, nameApart } from './named-lines.ts';
import type { Named } from './named-lines.ts';
import { findMessage, say } from './text/say.ts';

/** Every preparation of an image, with a button for its card. */
export function bindBuilds(builds: readonly BuildLine[]): JsonObject {
  const title = builds.length === 1 ? say('builds-chat.one') : say('builds-chat.several', { n: builds.length });
  return bindList(title, builds);
}

/** For who asks for the status while nothing but images is under way. */
export function bindOnlyBuilds(open: readonly BuildLine[]): JsonObject {
  return bindList(say('bot.only-builds'), open);
}

function bindList(title: string, builds: readonly BuildLine[]): JsonObject {
  return bindNamed(title, nameBuilds(builds), { lines: wordBuilds(builds), words: (id) => `build #${id}` });
}

export function nameBuilds(builds: readonly BuildLine[]): readonly Named[] {
  return builds.map(({ buildId, title }) => ({ id: buildId, title }));
}

/** A line for each: how far it is, and who began it. */
export function wordBuilds(builds: readonly BuildLine[]): readonly string[] {
  const titles = nameApart(nameBuilds(builds));
  return builds.map((line, index) => wordBuild(line, titles[index] ?? line.title));
}

function wordBuild({ step, startedBy, isOver }: BuildLine, title: string): string {
  const state = isOver ? say('builds-chat.state-over') : nameState(step);
  return say('builds-chat.line', { title, state, name: startedBy });
}

/** Steps that wait for a person have words of their own; all others are Repave's own work. */
function nameState(step: string): string {
  return say(findMessage(`builds-chat.state-${step}`) ?? 'builds-chat.state-under-way');
}
