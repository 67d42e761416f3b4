/** Ids that are the same in every sandbox tenant, so that settings and tests can name them. */
export const SANDBOX_TENANT_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0001';
export const SANDBOX_BOT_APP_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0002';
export const SANDBOX_SUBSCRIPTION_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0003';
/** Appears in the Graph app catalogue as the Teams app of the bot. */
export const SANDBOX_TEAMS_APP_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0004';

export const ADMIN_GROUP_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0011';
export const APPROVER_GROUP_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0012';
export const DEPUTY_GROUP_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0013';

/** The people whose chats a person can open: an admin, an approver, and the owner of one Cloud PC. */
export const PERSONA_ADMIN = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0021';
export const PERSONA_APPROVER = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0022';
/** Stands in for the approvers. */
export const PERSONA_DEPUTY = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0024';
export const PERSONA_END_USER = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0023';

/** The application id of Windows 365 itself (Microsoft Learn, customer permissions): the same in every real tenant. */
export const WINDOWS_365_APP_ID = '0af06dc6-e4b5-4f28-818e-e78e62d137a5';

/** The policies and device images of the story, so that a test can name them without a search. */
export const ENGINEERING_POLICY_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0031';
export const SALES_POLICY_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0032';
export const KIOSK_POLICY_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0033';
export const ENGINEERING_GROUP_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0041';
export const SALES_GROUP_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0042';
export const KIOSK_GROUP_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0043';
/** The image in use, and the one that is ready to take its place. */
export const CURRENT_IMAGE_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0051';
export const NEW_IMAGE_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0052';
export const PENDING_IMAGE_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0053';
export const FAILED_IMAGE_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0054';
export const EXPIRING_IMAGE_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0055';
export const CONNECTION_ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0061';
