import type { PasswordView } from '../src/domain/build/views.ts';
import type { JsonObject } from './actions.ts';
import { buildButton } from './build-buttons.ts';
import { escapeText, formatMoment } from './format.ts';
import { bindFrame } from './frame.ts';
import { codePart, factsPart, sectionPart } from './parts.ts';
import { say } from './text/say.ts';
import { explain } from './words.ts';

/** The card in the asker's own chat that hands over the password of a build machine, from asking to taking it away. */
export function bindPassword(view: PasswordView, { zone }: { readonly zone: string }): JsonObject {
  const name = escapeText(view.machineName, 80);
  switch (view.state) {
    case 'coming':
      return bindShort(say('password.coming-title', { name }), say('password.coming-lead'));
    case 'shown':
      return bindShown(view, zone);
    case 'in-vault':
      return bindInVault(view);
    case 'removed':
      return bindShort(say('password.removed-title', { name }), say(`password.removed-${view.how}`));
    case 'failed':
      return bindShort(say('password.failed-title', { name }), escapeText(explain(view.why, zone), 600));
  }
}

type Shown = PasswordView & { readonly state: 'shown' };

/** The password stands in one part of this card alone: not in the summary, and in no button. */
function bindShown({ buildId, machineName, userName, password, address, removeAt }: Shown, zone: string): JsonObject {
  const name = escapeText(machineName, 80);
  return bindFrame({
    summary: say('password.summary', { name }),
    eyebrow: say('password.eyebrow'),
    title: say('password.title', { name }),
    lead: say('password.lead'),
    parts: [
      factsPart([
        [say('password.connect-to'), address === null ? '' : escapeText(address, 80)],
        [say('password.user-name'), escapeText(userName, 80)],
      ]),
      sectionPart(say('password.password'), [codePart(password)]),
    ],
    small: say('password.small', { when: formatMoment(removeAt, zone) }),
    actions: [buildButton(say('password.have-it'), 'build.password-done', buildId, { style: 'positive' })],
  });
}

/** With a vault configured the chat never sees the password. */
function bindInVault({ machineName, userName, where, secretName }: PasswordView & { readonly state: 'in-vault' }) {
  return bindFrame({
    eyebrow: say('password.eyebrow'),
    title: say('password.vault-title', { name: escapeText(machineName, 80) }),
    lead: say('password.vault-lead'),
    parts: [
      factsPart([
        [say('password.user-name'), escapeText(userName, 80)],
        [say('password.vault'), escapeText(where, 200)],
        [say('password.secret'), escapeText(secretName, 160)],
      ]),
    ],
    small: '',
    actions: [],
  });
}

function bindShort(title: string, lead: string): JsonObject {
  return bindFrame({ eyebrow: say('password.eyebrow'), title, lead, parts: [], small: '', actions: [] });
}
