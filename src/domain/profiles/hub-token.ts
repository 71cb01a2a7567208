/**
 * The token by which a hub is known. It is for Warmseats alone: one for the API server, which every pod has, would be worth
 * as much there to whoever reads it here.
 */

/** Whom it is for, as its claim `aud` and the TokenReview say. */
export const AUDIENCE = 'warmseats'

/** Where examples/jupyterhub_config.py reads the token and the CA. */
const MOUNTED_AT = '/etc/warmseats'

/** What gives a hub of zero-to-jupyterhub the token, and the CA beside it. */
export const hubTokenValues = (caConfigMap: string) => ({
  hub: {
    extraVolumes: [
      {
        name: 'warmseats',
        projected: {
          sources: [
            { serviceAccountToken: { audience: AUDIENCE, expirationSeconds: 3600, path: 'token' } },
            { configMap: { name: caConfigMap } },
          ],
        },
      },
    ],
    extraVolumeMounts: [{ name: 'warmseats', mountPath: MOUNTED_AT, readOnly: true }],
  },
})

/** What to do about a token that is for somebody else. */
export const MOUNT_TOKEN = `mount one as a projected volume with \`serviceAccountToken: {audience: ${AUDIENCE}, expirationSeconds: 3600, path: token}\` (zero-to-jupyterhub: hub.extraVolumes and hub.extraVolumeMounts at ${MOUNTED_AT}) and send that one; docs/profiles.md has the values`
