import type { DoctorView } from '../src/domain/build/views.ts';
import type { JsonObject } from './actions.ts';
import { refreshButton, scriptButton } from './build-buttons.ts';
import { bindDiagnosis } from './diagnosis.ts';
import { countOf } from './format.ts';
import { bindFrame } from './frame.ts';
import { wordDiagnosis } from './words-doctor.ts';

/** The sysprep doctor's answer to a log that somebody pasted. */
export function bindDoctor({ diagnosis, buildId, lines }: DoctorView): JsonObject {
  const { title } = wordDiagnosis(diagnosis);
  const mend = diagnosis.commands.join('\n');
  const isKnown = diagnosis.code !== 'unknown';
  return bindFrame({
    summary: `Sysprep: ${title}.`,
    eyebrow: 'Sysprep doctor',
    title: isKnown ? 'Why sysprep failed' : 'No known cause in this log',
    lead: '',
    parts: bindDiagnosis(diagnosis),
    small: `Read ${countOf(lines, 'line')}. Nothing was changed.`,
    actions:
      buildId === null
        ? []
        : [...(mend === '' ? [] : [scriptButton(buildId, 'Run these on the machine', mend)]), refreshButton(buildId)],
  });
}
