import type { Diagnosis } from '../src/domain/build/sysprep-doctor.ts';
import { findMessage, say } from './text/say.ts';

interface Cause {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

/**
 * The doctor's words for a diagnosis; a new cause is named by its code. Their sources stand in the domain, in `sysprep-causes.ts`.
 * Plain text: escape it before it meets a card.
 */
export function wordDiagnosis(diagnosis: Diagnosis): Cause {
  const { code } = diagnosis;
  const title = findMessage(`doctor.${code}-title`);
  const fix = findMessage(`doctor.${code}-fix`);
  if (title && fix) return { title: say(title), why: wordWhy(diagnosis), fix: say(fix) };
  return { title: say('doctor.new-title'), why: wordNew(diagnosis), fix: say('doctor.unknown-fix') };
}

/** What it means, in a sentence or two. `subject` and `user` may be empty. */
function wordWhy({ code, subject, user }: Diagnosis): string {
  switch (code) {
    case 'appx-package':
      return say('doctor.appx-package-why', {
        subject: quote(subject) || say('doctor.store-app'),
        user: quote(user) || say('doctor.one-user'),
      });
    case 'hang':
      // How far it came, by the state that Windows setup stands at.
      return say(findMessage(`doctor.hang-${subject}`) ?? 'doctor.hang-why');
    case 'unknown':
      return subject === '' ? say('doctor.unknown-why') : say('doctor.unknown-why-part', { subject: quote(subject) });
    default: {
      const id = findMessage(`doctor.${code}-why`);
      return id ? say(id) : '';
    }
  }
}

function wordNew({ code, subject }: Diagnosis): string {
  const why = say('doctor.new-why', { code });
  return subject === '' ? why : `${why} ${say('doctor.concerns', { subject: quote(subject) })}`;
}

function quote(name: string): string {
  return name === '' ? '' : say('doctor.quoted', { name });
}
