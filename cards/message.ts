import type { Refusal } from '../src/domain/refusal.ts';
import type { Json, JsonObject } from './actions.ts';
import { submitButton } from './actions.ts';
import { escapeText, plainText, stripMarks } from './format.ts';
import source from './message.json' with { type: 'json' };
import { createTemplate } from './render.ts';
import { say } from './text/say.ts';
import type { MessageId } from './text/say.ts';
import { explain } from './words.ts';

const fill = createTemplate(source);

/** Whom a card speaks to. */
export type Audience = 'admin' | 'approver' | 'deputy' | 'end-user';

/** First words after installation: what Repave is to this person, and the one thing to try. */
export function bindWelcome(audience: Audience, personName: string): JsonObject {
  const name = escapeText(personName, 60);
  const title = name === '' ? say('message.hello') : say('message.hello-name', { name });
  return bindMessage({ title, ...welcomeOf(audience) });
}

function welcomeOf(audience: Audience): Omit<Message, 'title'> {
  switch (audience) {
    case 'admin':
      return {
        lead: say('message.welcome-admin'),
        sections: [
          section('', ['message.welcome-admin-plan', 'message.welcome-admin-approval', 'message.welcome-admin-waves']),
        ],
        buttons: [REPLACE, ['command.check', 'check'], HELP],
      };
    case 'approver':
      return {
        lead: say('message.welcome-approver'),
        sections: [section('', ['message.welcome-approver-card', 'message.welcome-approver-answer'])],
        buttons: [ROLLOUTS, HELP],
      };
    case 'deputy':
      return {
        lead: say('message.welcome-deputy'),
        sections: [section('', ['message.welcome-deputy-wait', 'message.welcome-approver-card'])],
        buttons: [ROLLOUTS, HELP],
      };
    case 'end-user':
      return {
        lead: say('message.welcome-person'),
        sections: [section('', ['message.welcome-person-now', 'message.welcome-person-later'])],
        buttons: [MY_CLOUD_PC],
      };
  }
}

/** What a button says, and the command that it types. */
type CommandButton = readonly [title: Extract<MessageId, `command.${string}`>, text: string];

const REPLACE: CommandButton = ['command.replace-image', 'replace image'];
const PREPARE: CommandButton = ['command.prepare-image', 'prepare image'];
const ROLLOUTS: CommandButton = ['command.list', 'rollouts'];
const STATUS: CommandButton = ['command.status', 'status'];
const MY_CLOUD_PC: CommandButton = ['command.my-cloud-pc', 'my cloud pc'];
const HELP: CommandButton = ['command.help', 'help'];

/** What one can say, by audience. An admin sees everything. */
export function bindHelp(audience: Audience): JsonObject {
  return bindMessage({ title: say('message.help-title'), lead: say('message.help-lead'), ...helpOf(audience) });
}

function helpOf(audience: Audience): Pick<Message, 'sections' | 'buttons'> {
  switch (audience) {
    case 'admin':
      return { sections: [...HELP_ADMIN.map(wordHelp), wordHelp(HELP_OWN)], buttons: [REPLACE, PREPARE, STATUS] };
    case 'approver':
      return { sections: [...HELP_APPROVER, HELP_OWN].map(wordHelp), buttons: [ROLLOUTS, STATUS] };
    case 'deputy':
      return { sections: [HELP_DEPUTY, HELP_OWN].map(wordHelp), buttons: [ROLLOUTS, STATUS] };
    case 'end-user':
      return { sections: [wordHelp(HELP_OWN)], buttons: [MY_CLOUD_PC] };
  }
}

interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

function section(heading: string, lines: readonly MessageId[]): Section {
  return { heading, lines: lines.map((line) => say(line)) };
}

/** A heading and its lines, as messages. */
type HelpSection = readonly [heading: MessageId, ...lines: readonly MessageId[]];

function wordHelp([heading, ...lines]: HelpSection): Section {
  return section(say(heading), lines);
}

const HELP_OWN: HelpSection = ['message.help-own', 'message.help-own-line'];

const HELP_APPROVER: readonly HelpSection[] = [
  [
    'message.help-approvals',
    'message.help-approvals-rollouts',
    'message.help-approvals-status',
    'message.help-plan-again',
  ],
  [
    'message.help-running',
    'message.help-running-hold',
    'rights.help-stop',
    'message.help-running-retry',
    'message.help-approvals-reach',
    'message.help-running-abort',
  ],
  [
    'message.help-afterwards',
    'message.help-approvals-report',
    'rights.help-cases',
    'message.help-afterwards-undo',
    'approval.help-review',
  ],
];

const HELP_DEPUTY: HelpSection = [
  'message.help-approvals',
  'message.help-deputy',
  'message.help-approvals-rollouts',
  'message.help-approvals-status',
  'message.help-plan-again',
  'message.help-approvals-reach',
  'message.help-approvals-report',
  'rights.help-cases',
];

const HELP_ADMIN: readonly HelpSection[] = [
  [
    'message.help-prepare',
    'message.help-prepare-image',
    'message.help-prepare-build',
    'message.help-prepare-inspect',
    'message.help-prepare-doctor',
    'message.help-prepare-check',
    'message.help-prepare-images',
  ],
  [
    'message.help-plan',
    'message.help-plan-check',
    'message.help-plan-replace',
    'message.help-plan-again',
    'message.help-plan-proof',
    'app-owners.help',
  ],
  [
    'message.help-running',
    'message.help-running-status',
    'message.help-running-hold',
    'rights.help-stop',
    'message.help-running-retry',
    'message.help-running-reach',
    'message.help-running-abort',
  ],
  [
    'message.help-afterwards',
    'message.help-afterwards-report',
    'rights.help-cases',
    'message.help-afterwards-roll-back',
    'message.help-afterwards-undo',
    'message.help-afterwards-rollouts',
  ],
];

/** A rule said no: every reason with its next action. `zone` is the reader's. */
export function bindRefusal(refusals: readonly Refusal[], options: { readonly zone: string }): JsonObject {
  const sentences = [...new Set(refusals.map((refusal) => explain(refusal, options.zone)))];
  const [first = say('message.refused-ask'), ...rest] = sentences.map((sentence) => escapeText(sentence, 600));
  const title = say('message.refused');
  if (rest.length === 0) return bindMessage({ title, lead: first, sections: [], buttons: [] });
  const shown = [first, ...rest.slice(0, 9)];
  const more = sentences.length - shown.length;
  const lines = more > 0 ? [...shown, say('message.list-more', { n: more })] : shown;
  return bindMessage({ title, lead: '', sections: [{ heading: '', lines }], buttons: [] });
}

interface Message {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly Section[];
  /** A button says the same as typing its command. */
  readonly buttons: readonly CommandButton[];
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
    actions: buttons.map(([name, text], index) => {
      return submitButton(say(name), 'command.say', { text }, index === 0 ? { style: 'positive' } : {});
    }),
  });
}
