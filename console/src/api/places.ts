/** The environment that always is there, and is meant when nobody says another. */
export const USUAL_ENVIRONMENT = 'production';
