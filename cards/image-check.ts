import type { ImageCheckView } from '../src/domain/build/views.ts';
import { submitButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { bindFindings, countFindings } from './findings.ts';
import { countOf, escapeText, formatMoment } from './format.ts';
import { bindFrame } from './frame.ts';

/** One source held against the rules of Windows 365; nothing is built. */
export function bindImageCheck(view: ImageCheckView, { zone }: { readonly zone: string }): JsonObject {
  const { title, lead } = headingOf(view);
  return bindFrame({
    summary: `${escapeText(view.title, 160)}: ${title}.`,
    eyebrow: `Check image · ${escapeText(view.title, 160)}`,
    title,
    lead,
    parts: view.found ? bindFindings(view.findings) : [],
    small: `Rules of ${RULE_SETS[view.ruleSet]}. Looked at on ${formatMoment(view.takenAt, zone)}. Nothing was changed.`,
    actions: [submitButton('Prepare image', 'command.say', { text: 'prepare image' })],
  });
}

const RULE_SETS: Readonly<Record<ImageCheckView['ruleSet'], string>> = {
  '2026-09': 'September 2026',
  '2021-08': 'August 2021, as they were then',
};

function headingOf({ found, findings }: ImageCheckView): { readonly title: string; readonly lead: string } {
  if (!found)
    return { title: 'It is not there', lead: 'Check the name, or give Repave the role Reader where the image stands.' };
  const count = (wanted: string) => findings.filter(({ outcome }) => outcome === wanted).length;
  const [failed, unknown] = [count('fail'), count('unknown')];
  const lead = `${countFindings(findings)}.`;
  if (failed > 0) return { title: `${countOf(failed, 'rule')} ${failed === 1 ? 'stops' : 'stop'} this image`, lead };
  if (unknown > 0)
    return { title: `Nothing stops it, but ${countOf(unknown, 'rule is', 'rules are')} not known`, lead };
  return { title: 'This image fits Windows 365', lead };
}
