import { viewNotice } from '../domain/view-notice.ts';
import type { NoticeAsk } from '../domain/view-notice.ts';
import type { NoticeView } from '../domain/views-notice.ts';
import type { LockedTarget } from './ports-store.ts';

/** The notice of a target as it was read under the lock, with what the others have taken. */
export function viewTarget(locked: LockedTarget, ask: Omit<NoticeAsk, 'taken'>): NoticeView {
  const { rollout, target, others, taken } = locked;
  return viewNotice({ rollout, targets: [target, ...others] }, target, { ...ask, taken });
}
