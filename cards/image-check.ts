import type { ImageCheckView } from '../src/domain/build/views.ts';
import { submitButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { bindFindings, countFindings } from './findings.ts';
import { escapeText, formatMoment } from './format.ts';
import { bindFrame } from './frame.ts';
import { say } from './text/say.ts';

/** One source held against the rules of Windows 365; nothing is built. */
export function bindImageCheck(view: ImageCheckView, { zone }: { readonly zone: string }): JsonObject {
  const { title, lead } = headingOf(view);
  return bindFrame({
    summary: say('build.summary', { title: escapeText(view.title, 160), heading: title }),
    eyebrow: say('images.check-eyebrow', { title: escapeText(view.title, 160) }),
    title,
    lead,
    parts: view.found ? bindFindings(view.findings) : [],
    small: say('images.check-small', {
      rules: say(`images.rules-${view.ruleSet}`),
      when: formatMoment(view.takenAt, zone),
    }),
    actions: [submitButton(say('images.prepare'), 'command.say', { text: 'prepare image' })],
  });
}

function headingOf({ found, findings }: ImageCheckView): { readonly title: string; readonly lead: string } {
  if (!found) return { title: say('images.check-missing-title'), lead: say('images.check-missing-lead') };
  const count = (wanted: string) => findings.filter(({ outcome }) => outcome === wanted).length;
  const [failed, unknown] = [count('fail'), count('unknown')];
  const lead = say('images.check-count', { count: countFindings(findings) });
  if (failed > 0) return { title: say('images.check-stopped', { n: failed }), lead };
  if (unknown > 0) return { title: say('images.check-unknown', { n: unknown }), lead };
  return { title: say('images.check-fits'), lead };
}
