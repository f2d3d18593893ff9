/** Every row carries a project from the first migration on; until projects are managed there is this one. */
export const DEFAULT_PROJECT_ID = 'prj_default';
