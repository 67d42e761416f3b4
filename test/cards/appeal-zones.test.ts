import { describe, expect, it } from '@jest/globals';
import { renderView } from '../../cards/render-view.ts';
import { APPEAL } from './examples/rights.ts';

describe('the dates on the card of a request for an exception', () => {
  it('name the zone of the owner once when the reader lives by the same clock', () => {
    const { summary, card } = renderView(APPEAL, { zone: 'Europe/Paris', locale: 'en' });
    expect(summary).toContain('Tue 8 Dec 2026, 19:00 to 05:00, Berlin time (GMT+1).');
    expect(JSON.stringify(card)).not.toContain('05:00, Paris time');
  });

  it('show the clock of the owner and then that of a reader who lives elsewhere', () => {
    const { card } = renderView(APPEAL, { zone: 'Asia/Tokyo', locale: 'en' });
    const text = JSON.stringify(card);
    const now =
      '24 Nov 2026, 19:00 to 05:00, Berlin time (GMT+1) / Wed 25 Nov 2026, 03:00 to 13:00, Tokyo time (GMT+9)';
    const wish = '8 Dec 2026, 19:00 to 05:00, Berlin time (GMT+1) / Wed 9 Dec 2026, 03:00 to 13:00, Tokyo time (GMT+9)';
    expect(text).toContain(now);
    expect(text).toContain(wish);
  });
});
