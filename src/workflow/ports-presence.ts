/** Whether people are in a call or a meeting right now, as Teams shows it. */
export interface Presences {
  /**
   * Those of these people (directory ids) who are in a call, in a meeting or presenting. Without the permission, or when Teams does not
   * say, nobody: what it is used for is courtesy, and no rule rests on it. Never throws for an answer of the cloud.
   */
  listInCall(personIds: readonly string[]): Promise<ReadonlySet<string>>;
}
