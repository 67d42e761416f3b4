/** A button that concerns one preparation of an image. */
type BuildKey = { readonly buildId: string };

/** What the verbs of image preparation send from the card itself; see `ActionData`. */
export interface ImageActionData {
  readonly 'build.refresh': BuildKey;
  readonly 'build.inspect': BuildKey;
  readonly 'build.script': BuildKey;
  readonly 'build.remove-packages': BuildKey;
  readonly 'build.remove-recovery': BuildKey;
  /** The person is done with the machine: inspect once more, then ask for the seal. */
  readonly 'build.customised': BuildKey;
  /** Binds to what the card showed: a build that has moved on since refuses. */
  readonly 'build.seal': BuildKey & { readonly revision: number };
  readonly 'build.back': BuildKey;
  readonly 'build.retry': BuildKey;
  readonly 'build.import': BuildKey;
  readonly 'build.give-up': BuildKey;
  readonly 'build.password': BuildKey;
  /** Takes a shown password away. */
  readonly 'build.password-done': BuildKey;
  readonly 'images.show': Record<never, never>;
  /** Show the card that asks before a device image is deleted. */
  readonly 'images.ask-delete': { readonly imageId: string };
  readonly 'images.delete': { readonly imageId: string };
  readonly 'leftovers.show': Record<never, never>;
  readonly 'leftovers.delete': { readonly id: string };
}

export const IMAGE_VERBS = [
  'build.refresh',
  'build.inspect',
  'build.script',
  'build.remove-packages',
  'build.remove-recovery',
  'build.customised',
  'build.seal',
  'build.back',
  'build.retry',
  'build.import',
  'build.give-up',
  'build.password',
  'build.password-done',
  'images.show',
  'images.ask-delete',
  'images.delete',
  'leftovers.show',
  'leftovers.delete',
] as const satisfies readonly (keyof ImageActionData)[];

export const IMAGE_INPUTS = {
  'build.script': { script: 'required' },
  /** `acceptUnknown` is "true" or "false"; missing when nothing is unknown. */
  'build.import': { name: 'required', version: 'required', acceptUnknown: 'optional' },
  'build.give-up': { reason: 'required' },
  'images.delete': { typedName: 'required' },
} as const satisfies Partial<Record<keyof ImageActionData, Readonly<Record<string, 'required' | 'optional'>>>>;
