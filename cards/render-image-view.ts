import type { ImageView } from '../src/domain/build/views.ts';
import type { JsonObject } from './actions.ts';
import { bindBuild } from './build.ts';
import { bindDoctor } from './doctor.ts';
import { bindFreshness } from './freshness.ts';
import { bindImageCheck } from './image-check.ts';
import { bindImageDelete } from './image-delete.ts';
import { bindImages } from './images.ts';
import { bindLeftovers } from './leftovers.ts';
import { bindPassword } from './password.ts';

/** The cards of image preparation, beside those of rollouts. */
export function bindImageView(view: ImageView, options: { readonly zone: string }): JsonObject {
  switch (view.kind) {
    case 'build':
      return bindBuild(view, options);
    case 'image-check':
      return bindImageCheck(view, options);
    case 'images':
      return bindImages(view, options);
    case 'image-delete':
      return bindImageDelete(view);
    case 'leftovers':
      return bindLeftovers(view, options);
    case 'doctor':
      return bindDoctor(view);
    case 'freshness':
      return bindFreshness(view, options);
    case 'password':
      return bindPassword(view, options);
  }
}
