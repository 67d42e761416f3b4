import type { Command } from '../domain/recognise.ts';
import type { Act } from './act.ts';
import { isAboutBuilds } from './build-commands.ts';

/** Ids are shown by their last characters; whole ones are longer. */
const MAX_SHORT = 12;

/** The id whose end somebody typed, as cards show it. What fits none, or more than one, stays what it is. */
export async function findWholeId({ bot, turn }: Act, command: Command, id: string | null): Promise<string | null> {
  if (id === null || id.length > MAX_SHORT) return id;
  const ids = isAboutBuilds(command) ? await listBuildIds() : await listRolloutIds();
  if (ids.includes(id)) return id;
  const [found, ...others] = ids.filter((one) => one.toLowerCase().endsWith(id.toLowerCase()));
  return found !== undefined && others.length === 0 ? found : id;

  async function listBuildIds(): Promise<readonly string[]> {
    const lines = await bot.commands.listBuilds(turn.actor);
    return lines.ok ? lines.value.map(({ buildId }) => buildId) : [];
  }

  async function listRolloutIds(): Promise<readonly string[]> {
    const lines = await bot.commands.list(turn.actor);
    return lines.ok ? lines.value.map(({ rolloutId }) => rolloutId) : [];
  }
}
