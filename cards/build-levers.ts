import type { BuildView } from '../src/domain/build/views.ts';
import { executeButton, submitButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { buildButton, giveUpButton, refreshButton, scriptButton } from './build-buttons.ts';
import { escapeText } from './format.ts';
import { say } from './text/say.ts';

/** The buttons at the foot of the live card: the next act first, giving up last. */
export function listBuildButtons(view: BuildView): readonly JsonObject[] {
  const { buildId, ended } = view;
  if (ended) return listEndButtons(view, ended.outcome);
  const levers = leversOf(view);
  const refresh = levers.length < MOST_LEVERS ? [refreshButton(buildId)] : [];
  return [...levers, ...refresh, giveUpButton(buildId, wordStays(view))];
}

/** Five buttons fit; the last two are looking again and giving up. */
const MOST_LEVERS = 4;

function listEndButtons(view: BuildView, outcome: NonNullable<BuildView['ended']>['outcome']): readonly JsonObject[] {
  const next =
    outcome === 'ready'
      ? submitButton(say('build.replace-image'), 'command.say', { text: 'replace image' }, { style: 'positive' })
      : submitButton(say('build.prepare-another'), 'command.say', { text: 'prepare image' });
  const leftovers = executeButton(say('build.leftovers'), 'leftovers.show', {});
  if (view.step !== 'done') return [next, refreshButton(view.buildId)];
  return view.left.length > 0 ? [next, leftovers] : [next];
}

function leversOf(view: BuildView): readonly JsonObject[] {
  const { buildId, step, trouble, importing } = view;
  const hasFailed = step === 'import' && importing?.errorCode != null;
  const title = say(hasFailed ? 'build.retry-upload' : 'build.try-again');
  const again = buildButton(title, 'build.retry', buildId, { style: 'positive' });
  return [...(hasFailed || trouble?.isFinal === true ? [again] : []), ...waitingLevers(view)];
}

/** The answers to each step that only a person ends. */
function waitingLevers(view: BuildView): readonly JsonObject[] {
  const { buildId, revision } = view;
  switch (view.step) {
    case 'customise':
      return customiseLevers(view);
    case 'confirm-seal': {
      const look = { style: 'positive', ignoreInputs: true } as const;
      return [
        executeButton(say('build.seal-copy'), 'build.seal', { buildId, revision }, look),
        buildButton(say('build.back-to-machine'), 'build.back', buildId),
      ];
    }
    case 'sysprep-failed':
      return [
        buildButton(say('build.back-to-machine'), 'build.back', buildId, { style: 'positive' }),
        buildButton(say('build.try-fresh-copy'), 'build.retry', buildId),
      ];
    case 'confirm-import':
      return [
        executeButton(
          say('build.import'),
          'build.import',
          { buildId },
          view.importAsk?.problem ? {} : { style: 'positive' },
        ),
      ];
    default:
      return [];
  }
}

/** One thing at a time runs in the machine: while it does, nothing else is offered that would run there. */
function customiseLevers({ buildId, guest, sealWanted, trouble }: BuildView): readonly JsonObject[] {
  if (guest || sealWanted) return [];
  const look = trouble?.isFinal ? {} : ({ style: 'positive' } as const);
  return [
    buildButton(say('build.done'), 'build.customised', buildId, { ...look, tooltip: say('build.done-tooltip') }),
    buildButton(say('build.inspect-now'), 'build.inspect', buildId),
    scriptButton(buildId),
  ];
}

function wordStays({ machine, request }: BuildView): string {
  if (request.source.kind !== 'machine') return '';
  const stays = machine
    ? say('build.machine-stays', { name: escapeText(machine.name, 80) })
    : say('build.own-machine-stays');
  return ` ${stays}`;
}
