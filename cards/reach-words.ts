import { say } from './text/say.ts';

/** Why a notice did not reach somebody, in words. What Teams calls newly is said as it is, plainly. */
export function reasonWord(code: string): string {
  switch (code) {
    case 'not-installed':
    case 'not-found':
    case 'conversation-not-found':
      return say('reach.why-not-installed');
    case 'blocked-by-user':
      return say('reach.why-blocked');
    case 'blocked-or-uninstalled':
    case 'forbidden':
      return say('reach.why-removed');
    case 'disabled-by-admin':
      return say('reach.why-disabled');
    case '':
      return say('reach.why-trying');
    default:
      return say('reach.why-other', { code });
  }
}
