import type { AuditEvent } from './audit.ts';

/** The names of people's managers are written only to be looked up here. */
const ABOUT_MANAGERS = ['manager-told', 'manager-not-reached'];

/**
 * Whether the words of an event are none of a pack's business: what owners of Cloud PCs wrote, what repeats it (a request, the card that it
 * was decided on, a stop and its end), and who somebody's manager is. What admins and approvers wrote about their own acts is the record.
 */
export function holdsPrivateWords({ what, facts }: Pick<AuditEvent, 'what' | 'facts'>): boolean {
  if (what.startsWith('owner-') || what === 'case-reopened' || ABOUT_MANAGERS.includes(what)) return true;
  if (what === 'appeal-filed' || what === 'appeal-decided') return facts['kind'] !== 'waiver';
  return (what === 'line-stopped' || what === 'line-resumed') && facts['kind'] === 'owner';
}
