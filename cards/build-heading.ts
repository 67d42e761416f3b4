import type { BuildView } from '../src/domain/build/views.ts';
import { escapeText } from './format.ts';
import { STEP_WORDS } from './words-build.ts';

interface Heading {
  readonly title: string;
  /** Card markdown, people's parts escaped. */
  readonly lead: string;
}

/** Where the build stands, in one heading. */
export function headingOf(view: BuildView): Heading {
  if (view.ended) return endOf(view, view.ended);
  return headingOfTrouble(view) ?? (view.step === 'sysprep-failed' ? headingOfFailure(view) : STEP_WORDS[view.step]);
}

function headingOfTrouble({ step, trouble, sealWanted, importing }: BuildView): Heading | null {
  if (step === 'import' && importing?.errorCode) return { title: 'Windows 365 refused the image', lead: KEPT };
  if (step === 'customise' && sealWanted) return LAST_LOOK;
  if (!trouble?.isFinal) return null;
  if (step === 'check-source') return { title: 'The source cannot be used', lead: NOT_YET };
  return { title: `Stopped: ${STEP_WORDS[step].name}`, lead: '' };
}

function headingOfFailure({ step, machine, diagnosis }: BuildView): Heading {
  const name = machine ? `The machine ${escapeText(machine.name, 80)}` : 'The machine you set up';
  const looking = diagnosis ? '' : ' Repave is reading the logs of the copy.';
  return { title: STEP_WORDS[step].title, lead: `${name} is untouched; only the copy is lost.${looking}` };
}

const NOT_YET = 'Nothing was made in Azure. Mend what stands below, then try again.';
const KEPT = 'The image itself still stands in Azure.';
const LAST_LOOK: Heading = {
  title: 'A last look before the seal',
  lead: 'Repave inspects the machine once more. When all is well, it asks for your word; until then nothing is sealed.',
};

function endOf({ step, importing }: BuildView, ended: NonNullable<BuildView['ended']>): Heading {
  const cleaning = step === 'clean-up' ? ' Repave is cleaning up behind it.' : '';
  const by = `By ${escapeText(ended.by.name, 80)}${ended.reason === '' ? '' : `: “${escapeText(ended.reason)}”`}`;
  switch (ended.outcome) {
    case 'ready': {
      const name = importing
        ? `**${escapeText(`${importing.name} ${importing.version}`, 200)}** is in Windows 365.`
        : '';
      return {
        title: 'The image is ready',
        lead: `${name} No Cloud PC has it before somebody replaces the image.${cleaning}`.trim(),
      };
    }
    case 'given-up':
      return { title: 'Given up', lead: `${by}.${cleaning}`.replace('..', '.') };
    case 'refused':
      return { title: 'Not built: the source cannot be used', lead: `Nothing was imported.${cleaning}` };
  }
}
