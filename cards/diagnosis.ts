import type { Diagnosis } from '../src/domain/build/sysprep-doctor.ts';
import type { Json } from './actions.ts';
import { escapeText } from './format.ts';
import { boxPart, codePart, sectionPart } from './parts.ts';
import { say } from './text/say.ts';
import { wordDiagnosis } from './words-doctor.ts';

/** What stopped sysprep, the commands that mend it, and the lines of the log that say so. */
export function bindDiagnosis(diagnosis: Diagnosis): readonly Json[] {
  const { title, why, fix } = wordDiagnosis(diagnosis);
  const { commands, evidence } = diagnosis;
  return [
    boxPart(
      'warning',
      [title, why, fix].map((line) => escapeText(line, 500)),
    ),
    ...(commands.length === 0
      ? []
      : [sectionPart(say('doctor.run-title'), [codePart(commands.join('\n'), 'PowerShell')])]),
    ...(evidence.length === 0 ? [] : [sectionPart(say('doctor.log-says'), [codePart(evidence.join('\n'))])]),
  ];
}
