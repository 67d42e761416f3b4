import { GENERATION_1_WAY } from '../src/domain/build/gen1.ts';
import type { FindingLine } from '../src/domain/build/views.ts';
import type { Json, JsonObject } from './actions.ts';
import source from './findings.json' with { type: 'json' };
import { countOf, escapeText, formatNumber } from './format.ts';
import { listLines } from './lists.ts';
import { codePart, shutPart, textPart } from './parts.ts';
import { createTemplate, fillItems } from './render.ts';
import { FINDING_OUTCOMES, NOTE_WORDS } from './words-build.ts';

const fill = createTemplate(source);

/** Rules that a card spells out; all that there are today, and room for as many again. */
const ROWS = 30;
const ORDER: readonly FindingLine['outcome'][] = ['fail', 'warn', 'unknown'];

/** The rules that do not hold or are not known, each with what was found, what to do, and who says so; the rest behind a button. */
export function bindFindings(findings: readonly FindingLine[]): readonly Json[] {
  const open = ORDER.flatMap((wanted) => findings.filter(({ outcome }) => outcome === wanted));
  const rest = open.length - ROWS;
  return [
    ...fillItems(fill, { rows: open.slice(0, ROWS).map(bindRow) }),
    ...(rest > 0 ? [textPart(`And ${formatNumber(rest)} more.`)] : []),
    ...(open.some(({ note }) => note === 'was-right-in-2021') ? bindConversion() : []),
    ...bindPassed(findings.filter(({ outcome }) => outcome === 'pass')),
  ];
}

/** "18 passed, 1 failed, 2 warnings, 3 unknown"; '' when nothing was looked at. */
export function countFindings(findings: readonly FindingLine[]): string {
  const count = (wanted: FindingLine['outcome']) => findings.filter(({ outcome }) => outcome === wanted).length;
  const [pass, fail, warn, unknown] = [count('pass'), count('fail'), count('warn'), count('unknown')];
  return [
    pass > 0 ? `${formatNumber(pass)} passed` : '',
    fail > 0 ? `${formatNumber(fail)} failed` : '',
    warn > 0 ? countOf(warn, 'warning') : '',
    unknown > 0 ? `${formatNumber(unknown)} unknown` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function bindRow(finding: FindingLine): JsonObject {
  const { symbol, word, style } = FINDING_OUTCOMES[finding.outcome];
  const isUnknown = finding.outcome === 'unknown';
  const next = isUnknown ? finding.howToFind : finding.fix;
  const { document, date } = finding.source;
  return {
    title: escapeText(finding.title, 200),
    outcome: `${symbol} ${word}`,
    style,
    evidence: finding.evidence === '' ? '' : `Found: ${escapeText(finding.evidence, 300)}`,
    note: escapeText(NOTE_WORDS[finding.note] ?? '', 600),
    next: next === '' ? '' : `**${isUnknown ? 'To find out' : 'What to do'}:** ${escapeText(next, 900)}`,
    source: document === '' ? '' : `${escapeText(document, 160)}, ${escapeText(date, 40)}`,
  };
}

/** The way out of Generation 1, step by step with what to type. */
function bindConversion(): readonly Json[] {
  const steps = GENERATION_1_WAY.flatMap(({ title, command }, index) => [
    textPart(`**${index + 1}.** ${escapeText(title, 400)}`, { spacing: 'Small' }),
    ...(command === '' ? [] : [codePart(command, 'PowerShell')]),
  ]);
  return shutPart('conversion', 'How to convert a Generation 1 machine', steps);
}

function bindPassed(passed: readonly FindingLine[]): readonly Json[] {
  if (passed.length === 0) return [];
  const word = ({ title, evidence }: FindingLine) =>
    `${escapeText(title, 120)}${evidence === '' ? '' : `: ${escapeText(evidence, 80)}`}`;
  return shutPart('passed', `${countOf(passed.length, 'rule')} passed`, [
    textPart(listLines(passed, { cap: ROWS, word })),
  ]);
}
