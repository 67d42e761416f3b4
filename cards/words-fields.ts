import { formatMinutes, formatNumber } from './format.ts';
import { namePrepareField, wordPrepareProblem } from './words-prepare.ts';
import type { Facts } from './words-refusals.ts';

/** What the fields of the questions are called, in questions and in complaints alike. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  imageId: 'Image',
  policyIds: 'Policies',
  only: 'Only these people',
  exclusions: 'Left out',
  canary: 'Cloud PCs in the first wave',
  percents: 'Waves after that, in percent',
  concurrency: 'At the same time, at most',
  promotion: 'The next wave starts',
  days: 'Days',
  windowStart: 'From',
  windowEnd: 'To',
  zone: 'Time zone',
  freeze: 'Days without any work',
  lead: 'People are told ahead by',
  reminders: 'Reminders before the date',
  postponements: 'How often one person may move their date',
  deadline: 'End of the rollout',
  failurePercent: 'Stop above this share of failures, in percent',
  failureCount: 'Stop only from this many failures on',
  settle: 'Quiet time before “ready”',
  approval: 'Approval must come within',
  quorum: 'How many people must approve',
  goLive: 'The switch of the policies is approved',
  expedite: 'Urgent, because of (two people must approve then)',
  proof: 'Saved data is proven by',
  protection: 'Before a Cloud PC is replaced, keep',
  storageAccount: 'Storage account for exports (its resource ID in Azure)',
  reason: 'Reason',
};

/** What a field is called, also one of `prepare image`; its id when nobody named it. */
export function nameField(field: string): string {
  return namePrepareField(field) ?? FIELD_NAMES[field] ?? field;
}

/** What is wrong with an answer and how to write it. An unknown problem is shown as it stands. */
export function wordProblem(problem: string, facts: Facts): string {
  const word = wordPrepareProblem(problem, facts) ?? PROBLEMS[problem]?.(facts);
  if (word !== undefined) return word;
  return problem === '' ? 'Please answer again.' : `${problem}. Please answer again.`;
}

const PROBLEMS: Readonly<Record<string, (facts: Facts) => string>> = {
  missing: () => 'This is still empty. Please fill it in.',
  'too-long': ({ max }) => `This is too long. Please use at most ${number(max)} characters.`,
  'too-many': ({ max }) => `These are too many. Please name at most ${number(max)}.`,
  'not-a-number': (facts) => `${quote(facts)} is no whole number. Write one${range(facts)}.`,
  'out-of-range': (facts) => `${quote(facts)} is too little or too much. Write something${range(facts)}.`,
  'needs-unit': (facts) => `${quote(facts)} needs a unit. Write it like “30 minutes”, “24 hours” or “2 days”.`,
  'not-a-duration': (facts) =>
    `${quote(facts)} is no length of time. Write it like “30 minutes”, “24 hours” or “2 days”.`,
  'not-whole-hours': (facts) => `${quote(facts)} is not a number of whole hours. Write it like “72 hours” or “3 days”.`,
  'not-a-time': (facts) => `${quote(facts)} is no time of day. Write it like 19:00.`,
  'not-days': (facts) => `${quote(facts)} names no days. Write them like Mon-Fri.`,
  'not-dates': (facts) => `${quote(facts)} names no dates. Write them like 2026-12-24, with commas between.`,
  'not-a-zone': (facts) =>
    `${quote(facts)} is no time zone. Write “person” for everybody's own, or a name like Europe/Berlin.`,
  'not-a-person': (facts) => `${quote(facts)} is no sign-in name. Write names like dana@contoso.com.`,
  'exclusion-without-reason': (facts) =>
    `Line ${String(facts['line'] ?? '?')} (${quote(facts)}) has no reason. Write “who: why”, one on a line.`,
  'not-percents': (facts) => `${quote(facts)} does not rise to 100. Write it like “25, 60, 100”.`,
  'not-a-promotion': (facts) => `${quote(facts)} is neither way. Write “automatic” or “by person”.`,
  'not-a-proof-mode': (facts) =>
    `${quote(facts)} is none of the ways. Write “automatic”, “measured”, “measured or attested” or “attested”.`,
  'not-a-go-live': (facts) => `${quote(facts)} is neither way. Write “with the plan” or “separate”.`,
  'not-a-protection': (facts) => `${quote(facts)} is none of the copies. Write “none”, “restore point” or “export”.`,
  'not-a-storage-account': (facts) =>
    `${quote(facts)} is no storage account. Copy its resource ID from the account's properties in the Azure portal.`,
  'storage-account-missing': () =>
    "An export needs a storage account. Copy its resource ID from the account's properties in the Azure portal.",
  'not-a-deadline': (facts) => `${quote(facts)} is no end. Write it like “14 days” or 2026-12-18.`,
  'deadline-too-far': ({ days }) => `This is too far away. Choose an end within ${number(days)} days.`,
  'deadline-before-lead': ({ lead }) =>
    `This is before anybody may be touched: people are told ${String(lead ?? '')} ahead. Choose a later end, or tell them later.`,
};

function quote(facts: Facts): string {
  const text = String(facts['text'] ?? '');
  return text === '' ? 'This' : `“${text}”`;
}

function range(facts: Facts): string {
  const { min, max, minMinutes, maxMinutes } = facts;
  if (min !== undefined && max !== undefined) return ` between ${number(min)} and ${number(max)}`;
  if (minMinutes === undefined || maxMinutes === undefined) return '';
  return ` between ${formatMinutes(Number(minMinutes))} and ${formatMinutes(Number(maxMinutes))}`;
}

function number(value: Facts[string] | undefined): string {
  return typeof value === 'number' ? formatNumber(value) : String(value ?? '');
}
