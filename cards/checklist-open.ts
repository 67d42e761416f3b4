import type { ChecklistItem } from '../src/domain/request.ts';
import type { ChecklistPerson, ChecklistView } from '../src/domain/views-plan.ts';
import { executeButton } from './actions.ts';
import type { Json } from './actions.ts';
import { askFor } from './buttons.ts';
import { escapeText, formatNumber, plainText } from './format.ts';
import { listNames } from './lists.ts';
import { wordMeasured } from './proof-words.ts';

/** Names that one group shows, and Cloud PCs that the waiver offers: a list of 50,000 must fit into a message. */
const NAMES = 15;
const CHOICES = 60;

const GROUPS: readonly { readonly state: ChecklistPerson['state']; readonly heading: string }[] = [
  { state: 'measured-bad', heading: 'Not safe' },
  { state: 'unknown', heading: 'Open' },
  { state: 'waived', heading: 'Waived' },
  { state: 'attested', heading: 'By their word' },
  { state: 'measured', heading: 'Measured' },
];

/** Who stands where, the worrying ones first. */
export function namesOf(people: readonly ChecklistPerson[], ask: Told): string {
  const lines = GROUPS.flatMap(({ state, heading }) => {
    const members = people.filter((person) => person.state === state);
    if (members.length === 0) return [];
    return [`- **${heading}:** ${listNames(members, { cap: NAMES, word: (person) => wordPerson(person, ask) })}`];
  });
  return lines.length === 0 ? 'Nobody is concerned.' : lines.join('\n');
}

/** Whose clock the reader lives by, and how long a report counts. */
interface Told {
  readonly zone: string;
  readonly limitMinutes: number;
}

function wordPerson({ personName, cloudPcName, state, by, reason, measured }: ChecklistPerson, ask: Told): string {
  const name = `${escapeText(personName, 60)} (${escapeText(cloudPcName, 40)})`;
  if (measured) return `${name}: ${wordMeasured(measured, ask)}`;
  return state === 'waived' ? `${name}, by ${escapeText(by, 60)}: ${escapeText(reason, 120)}` : name;
}

/** Before approval a tick for everybody; after it a waiver for one Cloud PC whose answer is open. */
export function formOf(view: ChecklistView, item: ChecklistItem): readonly Json[] {
  const key = { rolloutId: view.rolloutId, hash: view.hash, item };
  const isMeasured = view.measuredForMinutes !== undefined && (item === 'onedrive' || item === 'app-data');
  if (view.mayTick && isMeasured) return [];
  if (view.mayTick) {
    const ask = askFor({
      id: 'reason',
      label: 'Tick for everybody: how do you know?',
      error: 'Please give a reason: the approver sees it.',
    });
    return [ask, { type: 'ActionSet', actions: [executeButton('Tick for everybody', 'checklist.tick', key)] }];
  }
  const open = view.people.filter(({ state }) => state === 'measured-bad' || state === 'unknown');
  if (open.length === 0) return [];
  const choices = open.slice(0, CHOICES).map(({ cloudPcId, cloudPcName, personName }) => ({
    title: `${plainText(personName, 60)} (${plainText(cloudPcName, 40)})`,
    value: cloudPcId,
  }));
  const pick = {
    type: 'Input.ChoiceSet',
    id: 'cloudPcId',
    label: open.length > CHOICES ? `Waive for (the first ${CHOICES} of ${formatNumber(open.length)})` : 'Waive for',
    isRequired: true,
    errorMessage: 'Please choose one.',
    placeholder: 'Choose a Cloud PC',
    choices,
  };
  const ask = askFor({
    id: 'reason',
    label: 'Why is it safe, or accepted?',
    error: 'Please give a reason: it goes on record.',
  });
  return [
    pick,
    ask,
    { type: 'ActionSet', actions: [executeButton('Waive for this Cloud PC', 'checklist.waive', key)] },
  ];
}
