import type { PasswordView } from '../src/domain/build/views.ts';
import type { JsonObject } from './actions.ts';
import { buildButton } from './build-buttons.ts';
import { escapeText, formatMoment } from './format.ts';
import { bindFrame } from './frame.ts';
import { codePart, factsPart, sectionPart } from './parts.ts';
import { explain } from './words.ts';

/** The card in the asker's own chat that hands over the password of a build machine, from asking to taking it away. */
export function bindPassword(view: PasswordView, { zone }: { readonly zone: string }): JsonObject {
  const name = escapeText(view.machineName, 80);
  switch (view.state) {
    case 'coming':
      return bindShort(`A password for ${name} is being set`, 'It appears in this card in about a minute.');
    case 'shown':
      return bindShown(view, zone);
    case 'in-vault':
      return bindInVault(view);
    case 'removed': {
      const why = view.how === 'read' ? 'You said that you have it.' : 'Its ten minutes are over.';
      return bindShort(
        `The password of ${name} was taken away`,
        `${why} It still works. To get a new one, press “Show a password” on the card of the image.`,
      );
    }
    case 'failed':
      return bindShort(`No password could be set for ${name}`, escapeText(explain(view.why, zone), 600));
  }
}

type Shown = PasswordView & { readonly state: 'shown' };

/** The password stands in one part of this card alone: not in the summary, and in no button. */
function bindShown({ buildId, machineName, userName, password, address, removeAt }: Shown, zone: string): JsonObject {
  const name = escapeText(machineName, 80);
  return bindFrame({
    summary: `The password of ${name} is here.`,
    eyebrow: EYEBROW,
    title: `Password of ${name}`,
    lead: 'Keep it in your password manager. Repave does not: “Show a password” makes a new one.',
    parts: [
      factsPart([
        ['Connect to', address === null ? '' : escapeText(address, 80)],
        ['User name', escapeText(userName, 80)],
      ]),
      sectionPart('Password', [codePart(password)]),
    ],
    small: `This card is emptied at ${formatMoment(removeAt, zone)}.`,
    actions: [buildButton('I have it, remove this', 'build.password-done', buildId, { style: 'positive' })],
  });
}

/** With a vault configured the chat never sees the password. */
function bindInVault({ machineName, userName, where, secretName }: PasswordView & { readonly state: 'in-vault' }) {
  return bindFrame({
    eyebrow: EYEBROW,
    title: `The password of ${escapeText(machineName, 80)} is in the vault`,
    lead: 'Read it there with your own rights.',
    parts: [
      factsPart([
        ['User name', escapeText(userName, 80)],
        ['Vault', escapeText(where, 200)],
        ['Secret', escapeText(secretName, 160)],
      ]),
    ],
    small: '',
    actions: [],
  });
}

const EYEBROW = 'For your eyes only';

function bindShort(title: string, lead: string): JsonObject {
  return bindFrame({ eyebrow: EYEBROW, title, lead, parts: [], small: '', actions: [] });
}
