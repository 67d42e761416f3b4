/** What the sysprep doctor says about logs of a failed sysprep. */
export interface Diagnosis {
  /** Stable code of the cause: `appx-package`, `bitlocker`, `pending-reboot`, `reserved-storage`, `defender`, `audit-policy`, `hang`, `unknown` … */
  readonly code: string;
  /** Package, service or value that is named in the log; '' when none is. */
  readonly subject: string;
  readonly user: string;
  /** Commands that mend it, one a line, to be run on the machine that was copied; empty when there is none. */
  readonly commands: readonly string[];
  /** The lines of the log that say so, at most ten. */
  readonly evidence: readonly string[];
}
