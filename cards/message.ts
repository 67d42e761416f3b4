import type { Refusal } from '../src/domain/refusal.ts';
import type { Json, JsonObject } from './actions.ts';
import { submitButton } from './actions.ts';
import { escapeText, plainText, stripMarks } from './format.ts';
import source from './message.json' with { type: 'json' };
import { createTemplate } from './render.ts';
import { explain } from './words.ts';

const fill = createTemplate(source);

/** Whom a card speaks to. */
export type Audience = 'admin' | 'approver' | 'end-user';

/** First words after installation: what Repave is to this person, and the one thing to try. */
export function bindWelcome(audience: Audience, personName: string): JsonObject {
  const { lead, lines, buttons } = WELCOME[audience];
  const name = escapeText(personName, 60);
  return bindMessage({
    title: name === '' ? 'Hello!' : `Hello ${name}!`,
    lead,
    sections: [{ heading: '', lines }],
    buttons,
  });
}

const WELCOME: Readonly<Record<Audience, { lead: string; lines: readonly string[]; buttons: readonly string[] }>> = {
  admin: {
    lead: 'I am Repave. I put a new image on your Cloud PCs, and nobody loses work.',
    lines: [
      'A plan first, which changes nothing',
      'Then somebody else approves it',
      'Then wave by wave, inside people’s own hours',
    ],
    buttons: ['replace image', 'check', 'help'],
  },
  approver: {
    lead: 'I am Repave. When an admin wants to put a new image on Cloud PCs, you get one card to decide on.',
    lines: [
      'The card says who, when, what is lost and whether there is a way back',
      'Nothing starts without your answer',
    ],
    buttons: ['rollouts', 'help'],
  },
  'end-user': {
    lead: 'I am Repave. Before your Cloud PC gets a new Windows image, I tell you when, and what to save.',
    lines: ['There is nothing to do now', 'You get a message in good time, and you can move the date'],
    buttons: ['my cloud pc'],
  },
};

/** What one can say, by audience. An admin sees everything. */
export function bindHelp(audience: Audience): JsonObject {
  const sections =
    audience === 'end-user' ? [HELP_OWN] : audience === 'approver' ? [HELP_APPROVER, HELP_OWN] : HELP_ADMIN;
  const buttons =
    audience === 'end-user'
      ? ['my cloud pc']
      : audience === 'approver'
        ? ['rollouts', 'status']
        : ['replace image', 'prepare image', 'status'];
  return bindMessage({
    title: 'What you can say',
    lead: 'Write it as it comes: small slips are understood.',
    sections,
    buttons,
  });
}

interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

const HELP_OWN: Section = {
  heading: 'Your own Cloud PC',
  lines: ['**my cloud pc**: when it gets a new image, and what you can still choose'],
};

const HELP_APPROVER: Section = {
  heading: 'Approvals',
  lines: ['**rollouts**: what waits and what runs', '**status**: how far one is', '**report**: how one ended'],
};

const HELP_ADMIN: readonly Section[] = [
  {
    heading: 'Prepare an image',
    lines: [
      '**prepare image**: a few questions, then it is made in Azure and imported. Nothing is made before “Start”',
      '**build** and **builds**: where it stands',
      '**inspect**, **run script** and **done**: while you set the machine up; **give up** leaves it, with a reason',
      '**doctor**: paste or attach a log of sysprep, and hear what it means',
      '**check image**: hold an image or a machine against the rules. Changes nothing',
      '**images** and **leftovers**: what Windows 365 has, and what still stands in Azure',
    ],
  },
  {
    heading: 'Plan',
    lines: [
      '**check**: is everything in place? Changes nothing',
      '**replace image**: a few questions, then a plan. Changes nothing',
      '**plan** and **checklist**: look at it again',
      '**proof**: let Cloud PCs report if data would be lost',
    ],
  },
  {
    heading: 'While it runs',
    lines: [
      '**status**: where it stands, live',
      '**hold** and **resume**: stop new starts, go on',
      '**retry**: try the failed ones again',
      '**abort**: stop for good; asks first',
    ],
  },
  {
    heading: 'Afterwards',
    lines: ['**report**: result and record', '**roll back**: the old image again', '**rollouts**: all of them'],
  },
  HELP_OWN,
];

/** A rule said no: every reason with its next action. `zone` is the reader's. */
export function bindRefusal(refusals: readonly Refusal[], options: { readonly zone: string }): JsonObject {
  const sentences = [...new Set(refusals.map((refusal) => explain(refusal, options.zone)))];
  const [first = 'Please ask for “help”.', ...rest] = sentences.map((sentence) => escapeText(sentence, 600));
  if (rest.length === 0)
    return bindMessage({ title: 'That is not possible now', lead: first, sections: [], buttons: [] });
  const shown = [first, ...rest.slice(0, 9)];
  const more = sentences.length - shown.length;
  const lines = more > 0 ? [...shown, `and ${more} more`] : shown;
  return bindMessage({ title: 'That is not possible now', lead: '', sections: [{ heading: '', lines }], buttons: [] });
}

interface Message {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly Section[];
  /** Commands; a button says the same as typing it. */
  readonly buttons: readonly string[];
}

function bindMessage({ title, lead, sections, buttons }: Message): JsonObject {
  const lists: readonly Json[] = sections.map(({ heading, lines }) => ({
    heading,
    lines: lines.map((line) => `- ${line}`).join('\n'),
  }));
  return fill({
    summary: plainText(stripMarks(`${title} ${lead}`)),
    eyebrow: '',
    title,
    lead,
    sections: lists,
    small: '',
    actions: buttons.map((text, index) => {
      return submitButton(capitalise(text), 'command.say', { text }, index === 0 ? { style: 'positive' } : {});
    }),
  });
}

function capitalise(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`.replace('cloud pc', 'Cloud PC');
}
