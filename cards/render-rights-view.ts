import type { RightsView } from '../src/domain/views-rights.ts';
import type { JsonObject } from './actions.ts';
import { bindAppeal } from './appeal.ts';
import { bindCase, bindCases } from './case.ts';
import { bindStop } from './stop.ts';

/** The card of a view about what people may demand. */
export function bindRightsView(view: RightsView, options: { readonly zone: string }): JsonObject {
  switch (view.kind) {
    case 'stop':
      return bindStop(view, options);
    case 'appeal':
      return bindAppeal(view, options);
    case 'case':
      return bindCase(view, options);
    case 'cases':
      return bindCases(view, options);
  }
}
