import type { BuildView } from '../src/domain/build/views.ts';
import type { Json } from './actions.ts';
import { formatMinutes } from './format.ts';
import { boxPart, textPart } from './parts.ts';
import { say } from './text/say.ts';

/** How long the step runs, against how long it takes here: "usually 25 minutes here, 31 so far". */
export function bindPace(view: BuildView): readonly Json[] {
  const line = wordPace(view);
  if (view.pace === 'stuck') {
    const next = say(view.step === 'import' ? 'build.stuck-next-import' : 'build.stuck-next');
    return [boxPart('attention', [say('build.far-longer'), line, next])];
  }
  if (view.pace === 'late') return [boxPart('warning', [say('build.longer'), line, say('build.late-next')])];
  return [textPart(line)];
}

function wordPace({ usual, since, updatedAt, percent }: BuildView): string {
  const minutes = Math.max(0, (Date.parse(updatedAt) - Date.parse(since)) / 60_000);
  const share = percent === null ? '' : `${say('build.percent', { percent: Math.round(percent) })} `;
  const time = formatMinutes(minutes);
  if (!usual) return `${share}${say('build.so-far', { time })}`;
  const [often, most] = [formatMinutes(usual.p50Minutes), formatMinutes(usual.p90Minutes)];
  return `${share}${say('build.usual-so-far', { usual: often, most, time })}`;
}
