/** Where proofs stand in the tenant, for the admins. */
export interface ProofSetup {
  readonly isSetUp: boolean;
  /** Name of the script in Intune. */
  readonly scriptName: string;
  readonly patterns: readonly string[];
  /** Policies whose groups get the script. */
  readonly policies: readonly string[];
  readonly groups: number;
}
