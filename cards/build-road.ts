import type { BuildStep } from '../src/domain/build/build.ts';
import type { RoadStep } from '../src/domain/build/views.ts';
import { formatNumber } from './format.ts';

/** Sixteen steps in the eight stages that people think in. */
const STAGES: readonly { readonly name: string; readonly steps: readonly BuildStep[] }[] = [
  { name: 'Source', steps: ['check-source'] },
  { name: 'Machine', steps: ['create-machine'] },
  { name: 'Customise', steps: ['customise', 'start-machine'] },
  { name: 'Copy', steps: ['confirm-seal', 'stop-machine', 'snapshot', 'copy'] },
  { name: 'Seal', steps: ['sysprep', 'sysprep-failed', 'deallocate', 'generalize'] },
  { name: 'Image', steps: ['capture'] },
  { name: 'Import', steps: ['confirm-import', 'import'] },
  { name: 'Clean-up', steps: ['clean-up'] },
];

const SYMBOLS: Readonly<Record<RoadStep['state'], string>> = { done: '✓', now: '●', ahead: '○', failed: '✕' };

/** The whole way on one line: "✓ Source 1 min · **● Customise** · ○ Copy". A stage is not broken over lines; those that this build does not have are left out. */
export function wordRoad(road: readonly RoadStep[]): string {
  return STAGES.map(({ name, steps }) => ({ name, walked: road.filter(({ step }) => steps.includes(step)) }))
    .filter(({ walked }) => walked.length > 0)
    .map(({ name, walked }) => wordStage(name, walked))
    .join(' · ');
}

function wordStage(name: string, walked: readonly RoadStep[]): string {
  const state = stateOf(walked);
  const minutes = walked.reduce((sum, step) => sum + (step.minutes ?? 0), 0);
  const took = state === 'done' && minutes > 0 ? ` ${shortMinutes(minutes)}` : '';
  const text = `${SYMBOLS[state]} ${name}${took}`.replaceAll(' ', '\u00a0').replace('-', '\u2011');
  return state === 'now' || state === 'failed' ? `**${text}**` : text;
}

function stateOf(walked: readonly RoadStep[]): RoadStep['state'] {
  const has = (wanted: RoadStep['state']) => walked.some(({ state }) => state === wanted);
  if (has('failed')) return 'failed';
  if (has('now') || (has('done') && has('ahead'))) return 'now';
  return has('ahead') ? 'ahead' : 'done';
}

/** "3 h 5 min", short enough for a row of them. */
export function shortMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${formatNumber(hours)} h` : `${formatNumber(hours)} h ${rest} min`;
}
