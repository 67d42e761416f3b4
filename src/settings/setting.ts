/** When a setting must be present: in both modes, in tenant mode only, in sandbox mode only, or never. */
export type RequiredIn = 'always' | 'tenant' | 'sandbox' | 'never';

/** One row of the settings table. `.env.example` is this table written out; a test holds the two together. */
export interface Setting {
  readonly name: string;
  /** Meaning and unit, in one or two sentences. */
  readonly help: string;
  /** Taken when the setting is absent or empty. */
  readonly default?: string;
  /** What is taken when absent, in words, where it depends on other settings. */
  readonly otherwise?: string;
  /** What a right value looks like. */
  readonly example: string;
  readonly requiredIn: RequiredIn;
  readonly secret?: true;
}
