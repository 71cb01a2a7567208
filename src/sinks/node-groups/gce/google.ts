/** Google's own client: to be loaded where it is used. */
export { auth, compute } from '@googleapis/compute'
