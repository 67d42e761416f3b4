import type { BuildView } from '../src/domain/build/views.ts';
import { executeButton, submitButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { buildButton, giveUpButton, refreshButton, scriptButton } from './build-buttons.ts';
import { escapeText } from './format.ts';

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
      ? submitButton('Replace image', 'command.say', { text: 'replace image' }, { style: 'positive' })
      : submitButton('Prepare another', 'command.say', { text: 'prepare image' });
  const leftovers = executeButton('Leftovers', 'leftovers.show', {});
  if (view.step !== 'done') return [next, refreshButton(view.buildId)];
  return view.left.length > 0 ? [next, leftovers] : [next];
}

function leversOf(view: BuildView): readonly JsonObject[] {
  const { buildId, step, trouble, importing } = view;
  const hasFailed = step === 'import' && importing?.errorCode != null;
  const title = hasFailed ? 'Retry the upload' : 'Try again';
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
        executeButton('Seal the copy', 'build.seal', { buildId, revision }, look),
        buildButton('Back to the machine', 'build.back', buildId),
      ];
    }
    case 'sysprep-failed':
      return [
        buildButton('Back to the machine', 'build.back', buildId, { style: 'positive' }),
        buildButton('Try again with a fresh copy', 'build.retry', buildId),
      ];
    case 'confirm-import':
      return [
        executeButton('Import', 'build.import', { buildId }, view.importAsk?.problem ? {} : { style: 'positive' }),
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
    buildButton('Done', 'build.customised', buildId, { ...look, tooltip: DONE }),
    buildButton('Inspect now', 'build.inspect', buildId),
    scriptButton(buildId),
  ];
}

const DONE = 'Inspects once more, then asks before anything is sealed';

function wordStays({ machine, request }: BuildView): string {
  if (request.source.kind !== 'machine') return '';
  return machine
    ? ` Your machine ${escapeText(machine.name, 80)} stays as it is.`
    : ' Your own machine stays as it is.';
}
