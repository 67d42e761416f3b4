import type { BuildView } from '../src/domain/build/views.ts';
import type { Json } from './actions.ts';
import { formatMinutes } from './format.ts';
import { boxPart, textPart } from './parts.ts';

/** How long the step runs, against how long it takes here: "usually 25 minutes here, 31 so far". */
export function bindPace(view: BuildView): readonly Json[] {
  const line = wordPace(view);
  if (view.pace === 'stuck') {
    const next =
      'Look at it in the Azure portal. If nothing moves there, give up; the machine you set up is not touched.';
    return [boxPart('attention', ['Far longer than usual', line, view.step === 'import' ? NEXT_IMPORT : next])];
  }
  if (view.pace === 'late')
    return [boxPart('warning', ['Longer than usual', line, 'Nothing to do yet: it may still end well.'])];
  return [textPart(line)];
}

const NEXT_IMPORT = 'Look at the image in the Intune admin center. Repave goes on watching it.';

function wordPace({ usual, since, updatedAt, percent }: BuildView): string {
  const minutes = Math.max(0, (Date.parse(updatedAt) - Date.parse(since)) / 60_000);
  const share = percent === null ? '' : `${Math.round(percent)}% done. `;
  if (!usual) return `${share}${formatMinutes(minutes)} so far.`;
  const often = `Usually ${formatMinutes(usual.p50Minutes)} here, nine of ten within ${formatMinutes(usual.p90Minutes)}`;
  return `${share}${often}; ${formatMinutes(minutes)} so far.`;
}
