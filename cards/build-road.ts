import type { BuildStep } from '../src/domain/build/build.ts';
import type { RoadStep } from '../src/domain/build/views.ts';
import { say } from './text/say.ts';

/** Sixteen steps in the eight stages that people think in. */
const STAGES = [
  { stage: 'source', steps: ['check-source'] },
  { stage: 'machine', steps: ['create-machine'] },
  { stage: 'customise', steps: ['customise', 'start-machine'] },
  { stage: 'copy', steps: ['confirm-seal', 'stop-machine', 'snapshot', 'copy'] },
  { stage: 'seal', steps: ['sysprep', 'sysprep-failed', 'deallocate', 'generalize'] },
  { stage: 'image', steps: ['capture'] },
  { stage: 'import', steps: ['confirm-import', 'import'] },
  { stage: 'clean-up', steps: ['clean-up'] },
] as const satisfies readonly { readonly stage: string; readonly steps: readonly BuildStep[] }[];

const SYMBOLS: Readonly<Record<RoadStep['state'], string>> = { done: '✓', now: '●', ahead: '○', failed: '✕' };

/** The whole way on one line: "✓ Source 1 min · **● Customise** · ○ Copy". A stage is not broken over lines; those that this build does not have are left out. */
export function wordRoad(road: readonly RoadStep[]): string {
  return STAGES.map(({ stage, steps }) => ({
    name: say(`build.stage-${stage}`),
    walked: road.filter(({ step }) => steps.some((own) => own === step)),
  }))
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
  const short = say('build.short-minutes', { n: rest });
  if (hours === 0) return short;
  return rest === 0 ? say('build.short-hours', { n: hours }) : `${say('build.short-hours', { n: hours })} ${short}`;
}
