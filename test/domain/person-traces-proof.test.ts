import { expect, test } from '@jest/globals';
import { eraseFromTarget, prepareLeaving } from '../../src/domain/person-traces.ts';
import type { Target } from '../../src/domain/target.ts';

const ADA = { id: 'ada', upns: ['ada@contoso.com'], names: ['Ada'], cloudPcs: ['CPC-ADA'] };

test('with a person go the reports of their files, whose paths need not hold their name', () => {
  const target = {
    planned: { personId: 'ada', personName: 'Ada', upn: 'ada@contoso.com', cloudPcName: 'CPC-ADA' },
    observed: null,
    evidence: [],
    helpAsked: null,
    feedback: null,
    proof: { report: { files: [{ path: 'C:\\Secret\\plan.lic' }] } },
  } as unknown as Target;
  const erased = JSON.stringify(eraseFromTarget(target, prepareLeaving([ADA], 'x')));
  expect(erased).not.toContain('Secret');
  expect(erased).not.toMatch(/ada@|CPC-ADA/);
});
