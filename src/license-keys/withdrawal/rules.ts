/** The job that follows a feed which took lines back of which keys are out. */
export const WITHDRAW_JOB = "license-keys.withdraw";
