import type { DoctorView } from '../src/domain/build/views.ts';
import type { JsonObject } from './actions.ts';
import { refreshButton, scriptButton } from './build-buttons.ts';
import { bindDiagnosis } from './diagnosis.ts';
import { bindFrame } from './frame.ts';
import { say } from './text/say.ts';
import { wordDiagnosis } from './words-doctor.ts';

/** The sysprep doctor's answer to a log that somebody pasted. */
export function bindDoctor({ diagnosis, buildId, lines }: DoctorView): JsonObject {
  const { title } = wordDiagnosis(diagnosis);
  const mend = diagnosis.commands.join('\n');
  const isKnown = diagnosis.code !== 'unknown';
  return bindFrame({
    summary: say('doctor.summary', { title }),
    eyebrow: say('doctor.eyebrow'),
    title: say(isKnown ? 'doctor.title' : 'doctor.title-unknown'),
    lead: '',
    parts: bindDiagnosis(diagnosis),
    small: say('doctor.small', { n: lines }),
    actions:
      buildId === null
        ? []
        : [...(mend === '' ? [] : [scriptButton(buildId, say('doctor.run-these'), mend)]), refreshButton(buildId)],
  });
}
