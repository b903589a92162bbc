/** Name of the setting, in minutes. */
export const idleMinutesKey = 'lock.idleMinutes';
export const defaultIdleMinutes = 10;
