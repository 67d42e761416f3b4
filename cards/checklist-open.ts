import type { ChecklistItem } from '../src/domain/request.ts';
import type { ChecklistPerson, ChecklistView } from '../src/domain/views-plan.ts';
import { executeButton } from './actions.ts';
import type { Json } from './actions.ts';
import { askFor } from './buttons.ts';
import { escapeText, plainText } from './format.ts';
import { listNames } from './lists.ts';
import { wordMeasured } from './proof-words.ts';
import { say } from './text/say.ts';

/** Names that one group shows, and Cloud PCs that the waiver offers: a list of 50,000 must fit into a message. */
const NAMES = 15;
const CHOICES = 60;

const GROUPS: readonly ChecklistPerson['state'][] = ['measured-bad', 'unknown', 'waived', 'attested', 'measured'];

/** Who stands where, the worrying ones first. */
export function namesOf(people: readonly ChecklistPerson[], ask: Told): string {
  const lines = GROUPS.flatMap((state) => {
    const members = people.filter((person) => person.state === state);
    if (members.length === 0) return [];
    const names = listNames(members, { cap: NAMES, word: (person) => wordPerson(person, ask) });
    return [say('checklist.group-line', { heading: say(`checklist.group-${state}`), names })];
  });
  return lines.length === 0 ? say('checklist.nobody') : lines.join('\n');
}

/** Whose clock the reader lives by, and how long a report counts. */
interface Told {
  readonly zone: string;
  readonly limitMinutes: number;
}

function wordPerson({ personName, cloudPcName, state, by, reason, measured }: ChecklistPerson, ask: Told): string {
  const name = `${escapeText(personName, 60)} (${escapeText(cloudPcName, 40)})`;
  if (measured) return say('checklist.person-measured', { name, measured: wordMeasured(measured, ask) });
  if (state !== 'waived') return name;
  return say('checklist.person-waived', { name, by: escapeText(by, 60), reason: escapeText(reason, 120) });
}

/** Before the plan is sent a tick for everybody; from then on a waiver for one Cloud PC whose answer is open. */
export function formOf(view: ChecklistView, item: ChecklistItem): readonly Json[] {
  const key = { rolloutId: view.rolloutId, hash: view.hash, item };
  const isMeasured = view.measuredForMinutes !== undefined && (item === 'onedrive' || item === 'app-data');
  if (view.mayTick && isMeasured) return [];
  if (view.mayTick) {
    const ask = askFor({
      id: 'reason',
      label: say('checklist.tick-label'),
      error: say('checklist.tick-error'),
    });
    return [ask, { type: 'ActionSet', actions: [executeButton(say('checklist.tick'), 'checklist.tick', key)] }];
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
    label:
      open.length > CHOICES
        ? say('checklist.waive-for-first', { shown: CHOICES, all: open.length })
        : say('checklist.waive-for'),
    isRequired: true,
    errorMessage: say('checklist.waive-choose-error'),
    placeholder: say('checklist.waive-choose'),
    choices,
  };
  const ask = askFor({
    id: 'reason',
    label: say('checklist.waive-why'),
    error: say('checklist.waive-error'),
  });
  const waive = executeButton(say('checklist.waive'), 'checklist.waive', key);
  const { rolloutId } = view;
  const askWaiver = executeButton(say('rights.ask-waiver'), 'appeal.ask-waiver', { rolloutId, item });
  const isData = item === 'onedrive' || item === 'app-data';
  return [pick, ask, { type: 'ActionSet', actions: isData ? [waive, askWaiver] : [waive] }];
}
