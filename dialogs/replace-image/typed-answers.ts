import type { Draft, DraftField } from '../../src/domain/draft.ts';
import type { Catalogue } from '../../src/workflow/commands-api.ts';
import { findByName, findChoice, YES } from '../typed-choice.ts';
import type { StepId } from './step.ts';

/** What typed words mean as an answer to the open question; undefined when they are no answer to it. */
export function readTyped(step: StepId, text: string, catalogue: Catalogue): Draft | undefined {
  return READERS[step](text.trim(), catalogue);
}

const READERS: Readonly<Record<StepId, (text: string, catalogue: Catalogue) => Draft | undefined>> = {
  image: readImage,
  policies: readPolicies,
  people: readPeople,
  timing: readTiming,
  reason: (text) => ({ reason: text }),
};

function readImage(text: string, { images }: Catalogue): Draft | undefined {
  const choices = images.map(({ image }) => ({ id: image.id, name: `${image.name} ${image.version}` }));
  const open = images
    .filter(({ blocked }) => blocked.length === 0)
    .map(({ image }) => ({ id: image.id, name: image.name }));
  const chosen = findChoice(text, open) ?? findByName(text, choices);
  return chosen && { imageId: chosen.id };
}

function readPolicies(text: string, { policies }: Catalogue): Draft | undefined {
  const open = policies
    .filter(({ blocked }) => blocked.length === 0)
    .map(({ policy }) => ({ id: policy.id, name: policy.name }));
  if (/^(all|every|everything|all of them|all policies)[.!]?$/i.test(text))
    return { policyIds: open.map(({ id }) => id).join(',') };
  const whole = findChoice(text, open);
  if (whole) return { policyIds: whole.id };
  const parts = text.split(/\s*[,;&]\s*|\s+and\s+|(?<=^[\d\s]*\d)\s+(?=[\d\s]*$)/).filter((part) => part !== '');
  const chosen = parts.map((part) => findChoice(part, open));
  const ids = chosen.flatMap((choice) => (choice ? [choice.id] : []));
  return ids.length > 0 && ids.length === parts.length ? { policyIds: ids.join(',') } : undefined;
}

/** "everyone", "only ada@x.org, bo@x.org", "except ada@x.org: on leave", or the two kinds on lines of their own. */
function readPeople(text: string): Draft | undefined {
  if (YES.test(text) || /^(everyone|everybody|all|all of them|nobody|none|no one|no)[.!]?$/i.test(text)) {
    return { only: '', exclusions: '' };
  }
  const only = /^only[:\s]+([^:]+)$/i.exec(text)?.[1];
  if (only !== undefined) return { only, exclusions: '' };
  const except = /^(?:everyone |everybody |all )?(?:except|exclude|without|but not|leave out)[:\s]+(.+)$/is.exec(
    text,
  )?.[1];
  if (except !== undefined) return { only: '', exclusions: except };
  return text.includes('@') && text.includes(':') ? { only: '', exclusions: text } : undefined;
}

const TIMING_WORDS: readonly (readonly [RegExp, DraftField])[] = [
  [/^(?:notice|lead(?: time)?|tell them)\b/i, 'lead'],
  [/^(?:deadline|ends?(?: by)?|until)\b/i, 'deadline'],
  [/^days?\b/i, 'days'],
  [/^(?:from|start)\b/i, 'windowStart'],
  [/^to\b/i, 'windowEnd'],
  [/^(?:time ?)?zone\b/i, 'zone'],
  [/^(?:freeze|not on)\b/i, 'freeze'],
  [/^postpone(?:ments?)?\b/i, 'postponements'],
  [/^(?:canary|first wave)\b/i, 'canary'],
  [/^(?:waves?|percents?)\b/i, 'percents'],
  [/^(?:concurrency|at once|at the same time)\b/i, 'concurrency'],
  [/^(?:promotion|next wave)\b/i, 'promotion'],
  [/^(?:settle|quiet)\b/i, 'settle'],
  [/^approval\b/i, 'approval'],
  [/^remind(?:ers?)?\b/i, 'reminders'],
  [/^(?:quorum|approvers)\b/i, 'quorum'],
  [/^(?:go[- ]?live|switch)\b/i, 'goLive'],
  [/^(?:expedite|urgent)\b/i, 'expedite'],
  [/^(?:protection|copy|copies)\b/i, 'protection'],
  [/^storage(?: account)?\b/i, 'storageAccount'],
  [/^proof\b/i, 'proof'],
];

/** "ok" takes what is shown; "window 20:00-04:00; lead 2 days" changes some of it. */
function readTiming(text: string): Draft | undefined {
  if (YES.test(text)) return {};
  const changes = text
    .split(/[;\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readTimingChange);
  if (changes.length === 0 || changes.some((change) => change === undefined)) return undefined;
  return Object.assign({}, ...changes) as Draft;
}

function readTimingChange(text: string): Draft | undefined {
  const window = /^(?:window|between|hours?)\b[:=\s]*(\S.*?)\s*(?:-|–|\bto\b|\band\b)\s*(\S.*)$/i.exec(text);
  if (window) return { windowStart: window[1] ?? '', windowEnd: window[2] ?? '' };
  const word = TIMING_WORDS.find(([pattern]) => pattern.test(text));
  if (!word) return undefined;
  const [pattern, field] = word;
  const value = text.replace(pattern, '').replace(/^\s*(?:is|=|:)?\s*/i, '');
  return value === '' ? undefined : { [field]: value };
}
