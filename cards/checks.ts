import type { Check } from '../src/domain/checks.ts';
import type { ChecksView } from '../src/domain/views-plan.ts';
import type { JsonObject } from './actions.ts';
import source from './checks.json' with { type: 'json' };
import { escapeText, formatMoment, joinNames } from './format.ts';
import { createTemplate } from './render.ts';
import { say } from './text/say.ts';
import { explainCheck, outcomeOf } from './words.ts';

const fill = createTemplate(source);

const ROWS = 25;
const ORDER: readonly Check['outcome'][] = ['fail', 'unknown', 'warn'];

/** The preconditions: what stops a plan first, with the fix; what passed behind a button. */
export function bindChecks(view: ChecksView, options: { readonly zone: string }): JsonObject {
  const failed = view.checks.filter(({ outcome }) => outcome === 'fail').length;
  const open = ORDER.flatMap((wanted) => view.checks.filter(({ outcome }) => outcome === wanted));
  const passed = view.checks.filter(({ outcome }) => outcome === 'pass');
  const title = titleOf(failed, open.length);
  const rest = open.length - ROWS;
  return fill({
    summary: title,
    eyebrow: '',
    title,
    lead: failed > 0 ? say('check.card-lead') : '',
    rows: open.slice(0, ROWS).map(bindRow),
    passedTitle: passed.length === 0 ? '' : say('check.card-passed', { n: passed.length }),
    passedOpen: open.length === 0,
    passed: wordPassed(passed),
    small: [
      ...(rest > 0 ? [say('check.card-more', { n: rest })] : []),
      say('check.card-looked', { at: formatMoment(view.takenAt, options.zone) }),
    ].join(' '),
    actions: [],
  });
}

function titleOf(failed: number, open: number): string {
  if (failed > 0) return say('check.card-stops', { n: failed });
  return open > 0 ? say('check.card-look', { n: open }) : say('check.card-ready');
}

function bindRow(check: Check): JsonObject {
  const { title, reason, fix } = explainCheck(check);
  const { symbol, word, style } = outcomeOf(check.outcome);
  return {
    title: check.subject === '' ? title : say('check.card-row', { title, subject: escapeText(check.subject, 120) }),
    outcome: `${symbol} ${word}`,
    style,
    reason: escapeText(reason),
    fix: escapeText(fix),
  };
}

/** One line a title, with the things looked at. */
function wordPassed(passed: readonly Check[]): string {
  const titles = [...new Set(passed.map((check) => explainCheck(check).title))];
  return titles
    .map((title) => {
      const subjects = passed
        .filter((check) => explainCheck(check).title === title)
        .map(({ subject }) => escapeText(subject, 60));
      const named = subjects.filter((subject) => subject !== '');
      return `- ${named.length === 0 ? title : say('check.card-row', { title, subject: joinNames(named, 4) })}`;
    })
    .join('\n');
}
