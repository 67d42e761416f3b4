import type { NoticeStage, NoticeView } from '../src/domain/views-notice.ts';
import { formatMoment } from './format.ts';
import { say } from './text/say.ts';

/** Stages in which the person still has something ahead of them. */
const AHEAD: readonly NoticeStage[] = ['planned', 'moved', 'ready', 'postponed', 'last-call'];

/** One sentence about the copy, where one is made. It promises no more than that. */
export function copyParagraphs({ copy, stage, zone }: NoticeView): readonly string[] {
  if (!copy || !AHEAD.includes(stage)) return [];
  if (copy.state === 'late') return [say('copies.notice-late')];
  if (copy.state === 'to-come' || !copy.madeAt) return [say('copies.notice-to-come')];
  return [say('copies.notice-made', { at: formatMoment(copy.madeAt, zone) })];
}
