import { GENERATION_1_WAY } from '../src/domain/build/gen1.ts';
import type { FindingLine } from '../src/domain/build/views.ts';
import type { Json, JsonObject } from './actions.ts';
import source from './findings.json' with { type: 'json' };
import { escapeText, formatDay } from './format.ts';
import { listLines } from './lists.ts';
import { codePart, shutPart, textPart } from './parts.ts';
import { createTemplate, fillItems } from './render.ts';
import { say } from './text/say.ts';
import { showOutcome, wordNote } from './words-build.ts';
import { wordRuleText } from './words-rules.ts';

const fill = createTemplate(source);

/** Rules that a card spells out, and names that it lists. */
const ROWS = 10;
const NAMES = 30;
const ORDER: readonly FindingLine['outcome'][] = ['fail', 'warn'];

/**
 * The rules that do not hold, each with what was found, what to do, and who says so; those that are not known, by the way to find out;
 * the rest behind a button.
 */
export function bindFindings(given: readonly FindingLine[]): readonly Json[] {
  const findings = given.map(translate);
  const open = ORDER.flatMap((wanted) => findings.filter(({ outcome }) => outcome === wanted));
  const rest = open.length - ROWS;
  return [
    ...fillItems(fill, { rows: open.slice(0, ROWS).map(bindRow) }),
    ...(rest > 0 ? [textPart(say('findings.more', { n: rest }))] : []),
    ...(open.some(({ note }) => note === 'was-right-in-2021') ? bindConversion() : []),
    ...bindUnknown(findings.filter(({ outcome }) => outcome === 'unknown')),
    ...bindPassed(findings.filter(({ outcome }) => outcome === 'pass')),
  ];
}

/** "18 passed, 1 failed, 2 warnings, 3 unknown"; '' when nothing was looked at. */
export function countFindings(findings: readonly FindingLine[]): string {
  const count = (wanted: FindingLine['outcome']) => findings.filter(({ outcome }) => outcome === wanted).length;
  const [pass, fail, warn, unknown] = [count('pass'), count('fail'), count('warn'), count('unknown')];
  return [
    pass > 0 ? say('findings.passed', { n: pass }) : '',
    fail > 0 ? say('findings.failed', { n: fail }) : '',
    warn > 0 ? say('findings.warnings', { n: warn }) : '',
    unknown > 0 ? say('findings.unknown', { n: unknown }) : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** Title, fix, way to find out and evidence in the language spoken here. */
function translate(finding: FindingLine): FindingLine {
  const { ruleId, title, fix, howToFind, evidence } = finding;
  return {
    ...finding,
    title: wordRuleText(title, { ruleId, part: 'title' }),
    fix: wordRuleText(fix, { ruleId, part: 'fix' }),
    howToFind: wordRuleText(howToFind, { ruleId, part: 'find' }),
    evidence: wordRuleText(evidence),
  };
}

function bindRow(finding: FindingLine): JsonObject {
  const { symbol, word, style } = showOutcome(finding.outcome);
  const { document, date } = finding.source;
  return {
    title: escapeText(finding.title, 120),
    outcome: `${symbol} ${word}`,
    style,
    evidence: finding.evidence === '' ? '' : say('findings.found', { evidence: escapeText(finding.evidence, 200) }),
    note: escapeText(wordNote(finding.note), 600),
    next: finding.fix === '' ? '' : say('findings.what-to-do', { fix: escapeText(finding.fix, 500) }),
    source: document === '' ? '' : `${escapeText(document, 160)}, ${wordDate(date)}`,
  };
}

/** Most unknown rules are found out in one go, so they stand together under the way to do it. */
function bindUnknown(unknown: readonly FindingLine[]): readonly Json[] {
  const ways = [...new Set(unknown.map(({ howToFind }) => howToFind))];
  const { symbol } = showOutcome('unknown');
  return ways.slice(0, ROWS).map((way) => {
    const rules = unknown.filter(({ howToFind }) => howToFind === way);
    const heading = say('findings.are-unknown', { symbol, n: rules.length });
    const lines = listLines(rules, { cap: NAMES, word: wordRule });
    return {
      type: 'Container',
      separator: true,
      spacing: 'Medium',
      items: [
        textPart(heading),
        textPart(lines, { spacing: 'None' }),
        ...(way === ''
          ? []
          : [textPart(say('findings.to-find-out', { way: escapeText(way, 500) }), { spacing: 'Small' })]),
      ],
    };
  });
}

/** The way out of Generation 1, step by step with what to type. */
function bindConversion(): readonly Json[] {
  const steps = GENERATION_1_WAY.flatMap(({ step, command }, index) => [
    textPart(`**${index + 1}.** ${say(`findings.step-${step}`)}`, { spacing: 'Small' }),
    ...(command === '' ? [] : [codePart(command, 'PowerShell')]),
  ]);
  return shutPart('conversion', say('findings.conversion'), steps);
}

function bindPassed(passed: readonly FindingLine[]): readonly Json[] {
  if (passed.length === 0) return [];
  return shutPart('passed', say('findings.rules-passed', { n: passed.length }), [
    textPart(listLines(passed, { cap: NAMES, word: wordRule })),
  ]);
}

function wordRule({ title, evidence }: FindingLine): string {
  return `${escapeText(title, 120)}${evidence === '' ? '' : `: ${escapeText(evidence, 80)}`}`;
}

/** A day of a document's source; whatever is no day stays as it was written. */
function wordDate(date: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? formatDay(date, 'UTC') : escapeText(date, 40);
}
