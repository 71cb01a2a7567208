/** Google's credentials: to be loaded where they are used. */
export { GoogleAuth } from 'google-auth-library'
