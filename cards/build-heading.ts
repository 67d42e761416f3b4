import type { BuildView } from '../src/domain/build/views.ts';
import { escapeText } from './format.ts';
import { say } from './text/say.ts';
import { leadStep, nameStep, titleStep } from './words-build.ts';

interface Heading {
  readonly title: string;
  /** Card markdown, people's parts escaped. */
  readonly lead: string;
}

/** Where the build stands, in one heading. */
export function headingOf(view: BuildView): Heading {
  if (view.ended) return endOf(view, view.ended);
  return headingOfTrouble(view) ?? (view.step === 'sysprep-failed' ? headingOfFailure(view) : headingOfStep(view));
}

function headingOfStep({ step }: BuildView): Heading {
  return { title: titleStep(step), lead: leadStep(step) };
}

function headingOfTrouble({ step, trouble, sealWanted, importing }: BuildView): Heading | null {
  if (step === 'import' && importing?.errorCode)
    return { title: say('build.import-refused-title'), lead: say('build.import-refused-lead') };
  if (step === 'customise' && sealWanted)
    return { title: say('build.last-look-title'), lead: say('build.last-look-lead') };
  if (!trouble?.isFinal) return null;
  if (step === 'check-source')
    return { title: say('build.source-unusable-title'), lead: say('build.source-unusable-lead') };
  return { title: say('build.stopped-title', { step: nameStep(step) }), lead: '' };
}

function headingOfFailure({ step, machine, diagnosis }: BuildView): Heading {
  const name = machine ? say('build.the-machine', { name: escapeText(machine.name, 80) }) : say('build.your-machine');
  const looking = diagnosis ? '' : ` ${say('build.reading-logs')}`;
  return { title: titleStep(step), lead: `${say('build.untouched', { name })}${looking}` };
}

function endOf({ step, importing }: BuildView, ended: NonNullable<BuildView['ended']>): Heading {
  const cleaning = step === 'clean-up' ? ` ${say('build.cleaning')}` : '';
  switch (ended.outcome) {
    case 'ready': {
      const name = importing
        ? say('build.ready-image', { image: escapeText(`${importing.name} ${importing.version}`, 200) })
        : '';
      return { title: say('build.ready-title'), lead: `${name} ${say('build.ready-lead')}${cleaning}`.trim() };
    }
    case 'given-up':
      return { title: say('build.given-up-title'), lead: `${wordEnder(ended)}${cleaning}`.replace('..', '.') };
    case 'refused':
      return { title: say('build.not-built-title'), lead: `${say('build.not-built-lead')}${cleaning}` };
  }
}

function wordEnder({ by, reason }: NonNullable<BuildView['ended']>): string {
  const name = escapeText(by.name, 80);
  return reason === '' ? say('build.by', { name }) : say('build.by-because', { name, reason: escapeText(reason) });
}
